String log = new File(basedir, "build.log").text

assert log.contains("scenario hello: constant-vus 2 VUs for 2s")
assert log.contains("no baseline")
assert log =~ /init\.p50 .* insufficient \(\d of 10\)/ : "a figure that is not judged says what it lacks"
assert log.contains("invocation_duration") || log.contains("client.warm.p50")
assert !log.contains("BUILD FAILURE")

File[] runs = new File(basedir, "target/perf/runs").listFiles()
assert runs.length == 1
assert new File(runs[0], "run.json").text.contains('"lambda-perf-run/1"')
assert new File(runs[0], "hello.hlog").text.contains("Tag=warm")
assert new File(runs[0], "timeline.csv").text.startsWith("scenario,second,")
assert new File(basedir, "target/perf/report.html").exists()
assert new File(basedir, "target/perf/summary.md").exists()
assert new File(basedir, "target/perf/TEST-perf-hello.xml").exists()
assert !new File(basedir, "src/perf/baseline").exists() : "verify must not write a tracked file"
assert new File(runs[0], "run.json").text.contains('"cloudwatch-metrics"')
assert new File(basedir, "target/perf/report.html").text.contains("CloudWatch metrics of the run")
