import groovy.json.JsonSlurper

String log = new File(basedir, "build.log").text
assert !log.contains("BUILD FAILURE")

File[] runs = new File(basedir, "target/perf/runs").listFiles()
assert runs.length == 1
def run = new JsonSlurper().parse(new File(runs[0], "run.json"))
assert run.scenarios*.name.sort() == ["http", "rest", "url"]
for (def scenario : run.scenarios) {
    assert scenario.metrics["http_reqs"].values["count"] > 0
    assert scenario.metrics["http_req_failed"].values["rate"] == 0
    assert scenario.metrics["http_req_connecting"].values["max"] > 0
    assert scenario.judged["client.all.p50"] != null
    assert scenario.judged["client.warm.p50"] == null
    assert scenario.cost.basis == "insights"
}
assert new File(basedir, "target/perf/report.html").exists()

// debug output and all files, from our first goal on: others print the environment, which has the key
String key = "key-of-the-story-4711"
String ours = log.substring(log.indexOf(":load (default) @"))
assert ours.contains("[DEBUG]")
assert !ours.contains(key)
new File(basedir, "target").eachFileRecurse { file ->
    assert file.directory || !file.getText("ISO-8859-1").contains(key): file
}
