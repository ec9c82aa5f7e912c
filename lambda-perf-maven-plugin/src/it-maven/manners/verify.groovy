String log = new File(basedir, "build.log").text

assert log.contains("Apache Maven " + mavenVersion)
assert log.count("BUILD SUCCESS") == 1
assert log.count("scenario hello:") == 1
assert log.contains("nothing to do: there is no")
assert !new File(basedir, "library/target/perf").exists()
assert !new File(basedir, "target/perf").exists()

// a second run came of the silent build, and it printed nothing
assert new File(basedir, "function/target/perf/runs").listFiles().count { it.directory } == 2
assert new File(basedir, "function/target/perf/report.html").exists()
String silent = log.substring(log.lastIndexOf("BUILD SUCCESS"))
assert !silent.contains("hello")

// Maven's own validation of plugins has nothing against this one
String validation = log.contains("Plugin validation issues") ? log.substring(log.indexOf("Plugin validation issues")) : ""
assert !validation.contains("lambda-perf-maven-plugin")
assert !(log =~ /(?i)lambda-perf-maven-plugin[^\n]*(deprecated|not thread-?safe|not marked)/)
