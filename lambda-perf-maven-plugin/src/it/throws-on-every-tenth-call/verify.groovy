String log = new File(basedir, "build.log").text

assert log.contains("BUILD FAILURE")
assert log.contains("10 of 100")
assert log.contains("out of stock")
assert log.contains("java.lang.IllegalStateException")
