String log = new File(basedir, "build.log").text

File[] baselines = new File(basedir, "src/perf/baseline/wait").listFiles()
assert baselines.length == 1
String baseline = baselines[0].text
assert baseline.contains('"schema": "perf-baseline/1"')
assert baseline.contains('"client.warm.p50"')
assert baseline.contains('"digest": "sha256:')
assert log.contains("client.warm.p50")
assert !log.contains("regressed")
assert log.contains("unchanged") || log.contains("inconclusive")
assert log.substring(log.lastIndexOf(":report (default-cli)")).contains("report: ")
assert new File(basedir, "target/perf/report.html").text.contains("client.warm.p50")
