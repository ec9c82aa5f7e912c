String log = new File(basedir, "build.log").text

// bound to verify it plans, and shows what there would be
assert log.contains("[INFO] + lambda-perf-alarms-errors")
assert log.contains("[INFO]     threshold: > 5")
assert log.contains("[INFO]     expression: IF(invocations > 0, 100 * errors / invocations, 0)")
assert log.contains("alarms of alarms: 6 to make, 0 to change, 0 to remove, 0 as they should be")

// every tenth invocation fails, which is more than 1 %
assert log =~ /drill of error-rate: ALARM after \d+ s and \d+ invocations/
assert log =~ /drill of error-rate: OK again after \d+ s/

assert log.contains("perf.alarms=verify needs alarms that last")
