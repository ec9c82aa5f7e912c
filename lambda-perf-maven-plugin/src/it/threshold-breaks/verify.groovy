String log = new File(basedir, "build.log").text

assert log.contains("BUILD FAILURE")
assert log.contains("p(95)<0.001")
assert log.contains("MojoFailureException")
