import groovy.json.JsonSlurper

def run = new JsonSlurper().parse(new File(new File(basedir, "target/perf/runs").listFiles()[0], "run.json"))
assert run.scenarios*.name == ["greet", "several"]
assert run.scenarios[0].checks.every { it.passes == 9 && it.fails == 0 }
assert run.scenarios[1].checks.every { it.passes == 40 && it.fails == 0 }
