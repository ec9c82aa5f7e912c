String log = new File(basedir, "build.log").text

assert log.contains("this project has 2 Lambda handlers:")
assert log.contains("it.HelloHandler") && log.contains("it.OtherHandler")
assert log.contains("-Dperf.handler=it.HelloHandler")
