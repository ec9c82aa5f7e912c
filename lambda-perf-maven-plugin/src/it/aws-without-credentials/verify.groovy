String log = new File(basedir, "build.log").text

assert log.contains("AWS_ACCESS_KEY_ID")
assert log.contains("AWS_PROFILE")
assert log.contains("perf.target=local")
assert log.contains("MojoExecutionException")
