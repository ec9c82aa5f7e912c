String log = new File(basedir, "build.log").text

assert log.contains("hello.yaml:2:")
assert log.contains("hello.yaml:5:")
assert log.contains("tresholds") && log.contains("thresholds")
assert log.contains("hello.yaml:8:")
assert log.contains("MojoFailureException")
assert !new File(basedir, "target/perf/runs").exists() : "nothing was sent"
