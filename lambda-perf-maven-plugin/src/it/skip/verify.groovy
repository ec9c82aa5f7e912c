String log = new File(basedir, "build.log").text

assert log.contains("lambda-perf is skipped (perf.skip)")
for (property in ["skipTests", "skipITs", "maven.test.skip"]) {
    assert log.count("load tests are skipped (" + property + ")") == 3
}
assert !new File(basedir, "target/perf").exists()
