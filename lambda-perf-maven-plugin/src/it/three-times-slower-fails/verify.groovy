String log = new File(basedir, "build.log").text

String[] lines = log.readLines()
String end = lines[Math.max(0, lines.length - 60)..-1].join("\n")
assert end.contains("BUILD FAILURE")
assert end.contains("client.warm.p50")
assert end =~ /regressed/
assert end =~ /\+1\d\d ?%|\+2\d\d ?%/ : "the message says how much slower"
assert end.contains("perf.accept")
assert end.contains("report.html")
