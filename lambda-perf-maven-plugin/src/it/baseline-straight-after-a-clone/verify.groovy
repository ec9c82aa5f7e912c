String log = new File(basedir, "build.log").text

File[] baselines = new File(basedir, "src/perf/baseline/wait").listFiles()
assert baselines.length == 1
String baseline = baselines[0].text
// A run that other work of the machine disturbed is left out, and said to be.
def disturbed = log =~ /other work kept this machine busy during (\d) of 2 runs; they are left out/
int leftOut = disturbed.find() ? disturbed.group(1) as int : 0
assert baseline.count('"client.warm.p50":[') == 2 - leftOut : "one line for each run"
assert baseline.contains('"invocation_duration.med":')
assert baseline.contains('"cost_per_million.value":')
assert log.contains("first baseline")
assert log =~ /wait: \d unchanged builds?, \d false alarms, \d inconclusive/
assert log =~ /client\.warm\.p50 .* from run to run, the gate can prove/
assert log =~ /ok\s+invocation_duration: med <= baseline\.med\*3/
assert log =~ /ok\s+cost_per_million: value <= baseline\.value\*3/
assert !new File(basedir, "target/perf/runs").list().any { it.contains("selftest") }
