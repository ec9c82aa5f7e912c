String log = new File(basedir, "build.log").text

assert log.contains("BUILD SUCCESS")
assert log.count("scenario hello:") == 1
assert log.contains("nothing to do: there is no")
assert new File(basedir, "function/target/perf/report.html").exists()
assert !new File(basedir, "library/target/perf").exists()
assert !new File(basedir, "target/perf").exists()
