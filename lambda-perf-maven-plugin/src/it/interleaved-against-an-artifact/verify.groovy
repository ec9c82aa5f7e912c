String log = new File(basedir, "build.log").text

assert log.contains("every other one to it.perf:interleaved-against-an-artifact:1")
int unchanged = log.indexOf("decided by")
assert unchanged > 0
assert log.substring(0, unchanged).count("BUILD FAILURE") == 0 : "the same code is not worse than itself"
String failing = log.substring(log.indexOf("performance check failed"))
assert failing =~ /client\.warm\.p50 regressed: baseline 2\d\.?\d* ms, now 6\d/
assert failing =~ /\+1\d\d|\+2\d\d/ : "the message says how much slower"
assert log.contains("perf.compare is interleaved, but no earlier version is known: name it by perf.baselineArtifact")
