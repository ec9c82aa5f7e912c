String log = new File(basedir, "build.log").text
String last = log.substring(log.lastIndexOf(":check (default)"))

// a baseline of the naive build, then the optimised one against it
assert last =~ /init\.p50 .* ms .* -\d+\.\d %.*  improved/
assert last =~ /12 invocations .* 12 cold starts/
assert !last.contains("regressed")
assert last.contains("verdict: passed")
