String log = new File(basedir, "build.log").text

assert log.contains("lambda-perf is skipped (perf.skip)")
assert !new File(basedir, "target/perf").exists()
