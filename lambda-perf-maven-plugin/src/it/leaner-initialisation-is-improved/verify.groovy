String log = new File(basedir, "build.log").text
String last = log.substring(log.lastIndexOf(":check (default)"))

assert last =~ /init\.p50 .* ms .* -\d+.*  improved/
assert !last.contains("regressed")
assert last.contains("burst 12 at once")
