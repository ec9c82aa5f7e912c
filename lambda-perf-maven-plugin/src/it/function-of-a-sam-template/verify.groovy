String log = new File(basedir, "build.log").text

// both handlers are in the template and in the classes
assert log.contains("template.yaml has 2 functions of this module:")
assert log.contains("  Goodbye: com.example.greetings.GoodbyeHandler")
assert log.contains("Name the one to load: -Dperf.logicalId=Hello")

// handler, memory and environment are the template's
assert log.contains("local target: com.example.greetings.HelloHandler::handleRequest, 768 MB,")
assert log.contains("(template.yaml: Hello)")
assert log.contains("ok    check 'greets'  20 of 20")
def run = new groovy.json.JsonSlurper().parse(new File(basedir, "target/perf/runs").listFiles().find { it.directory }.toPath().resolve("run.json").toFile())
assert run.environment.memoryMb == 768
assert run.function.timeoutMs == 10000
