String log = new File(basedir, "build.log").text

assert log.contains("no Lambda handler was found")
assert log.contains("-Dperf.handler=")
assert log.contains("MojoFailureException")
