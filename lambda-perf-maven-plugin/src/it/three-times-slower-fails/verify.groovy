String log = new File(basedir, "build.log").text

File[] baselines = new File(basedir, "src/perf/baseline/wait").listFiles()
assert baselines.length == 1
String baseline = baselines[0].text
assert baseline.contains('"schema": "perf-baseline/1"')
assert baseline.contains('"client.warm.p50"')
assert baseline.contains('"digest": "sha256:')

int reported = log.indexOf(":report (default-cli)")
String unchanged = log.substring(0, reported)
String slower = log.substring(reported)
assert unchanged.contains("client.warm.p50")
assert !unchanged.contains("regressed")
assert unchanged.contains("unchanged") || unchanged.contains("inconclusive")
assert slower.contains("report: ")
assert new File(basedir, "target/perf/report.html").text.contains("client.warm.p50")

String[] lines = slower.readLines()
String end = lines[Math.max(0, lines.length - 60)..-1].join("\n")
assert end.contains("BUILD FAILURE")
assert end.contains("client.warm.p50")
assert end =~ /regressed/
assert end =~ /\+1\d\d ?%|\+2\d\d ?%/ : "the message says how much slower"
assert end.contains("perf.accept")
assert end.contains("report.html")
