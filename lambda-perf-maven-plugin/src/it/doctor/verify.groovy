import groovy.json.JsonSlurper

String log = new File(basedir, "build.log").text

assert log.contains("BUILD SUCCESS")
assert log.contains("BUILD FAILURE")
assert log.contains("MojoFailureException")
assert log.contains("perf:doctor found")
assert log.contains("fail concurrency: crowd: 20 invocations at once")
assert log.contains("fix: -Dperf.concurrency=20")
assert log.contains("warn visibility timeout: orders: 60 s, the function's timeout is 30 s")
assert log.contains("warn baseline: crowd has none")
assert (log =~ /(?m)^\[INFO\] ok    state +doctor is Active/).find()

def findings = new JsonSlurper().parse(new File(basedir, "target/perf/doctor.json")).findings
assert findings.findAll { it.level == "FAIL" }*.check == ["concurrency"]
assert findings.find { it.check == "redrive policy" }.level == "OK"

def policy = new JsonSlurper().parse(new File(basedir, "target/perf/policy.json"))
assert policy.Statement.any { "sqs:SendMessage" in it.Action && it.Resource.any { it.endsWith(":orders") } }
assert !policy.Statement.any { "*" in it.Action }
