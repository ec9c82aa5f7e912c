String log = new File(basedir, "build.log").text

assert log.contains("BUILD SUCCESS")
assert log.count("scenario hello:") == 2
assert !log.contains("not marked @threadSafe")
assert new File(basedir, "first/target/perf/report.html").exists()
assert new File(basedir, "second/target/perf/report.html").exists()
