import groovy.json.JsonSlurper

String log = new File(basedir, "build.log").text

assert log.contains("of which this is shard 1/2")
assert log.contains("a shard is judged after perf:merge")
assert log.contains("merged 2 of 2 shards to the run")

File runs = new File(basedir, "target/perf/runs")
def records = runs.listFiles().sort().collect { new JsonSlurper().parse(new File(it, "run.json")) }
assert records.size() == 3
assert records[0].options.sharding.index == 1
assert records[1].options.sharding.index == 2
def merged = records[2]
assert merged.status == "COMPLETE"
assert merged.scenarios[0].metrics.invocations.count == 30
assert merged.scenarios[0].analysis != null
assert log.contains("30 invocations")
assert new File(basedir, "target/perf/report.html").text.contains("merged of 2 shards")
assert !runs.parentFile.listFiles().any { it.name.startsWith("merge-") }
