import groovy.json.JsonSlurper

String log = new File(basedir, "build.log").text
assert log.contains("BUILD FAILURE")
assert log =~ /orders: the threshold records: value>=1000 does not hold, it is 60/
assert log =~ /ok {4}largest: value<=3/
assert log =~ /orders: \d+ metrics published to LambdaPerf; as custom metrics they cost [\d.]+ USD for a month/

def run = new JsonSlurper().parse(new File(new File(basedir, "target/perf/runs").listFiles()[0], "run.json"))
def scenario = run.scenarios[0]
assert scenario.metrics["records"].values["value"] == 60
assert scenario.metrics["records"].source == "cloudwatch"
assert scenario.judged["custom.records"].value == 60
assert scenario.analysis.queries.find { it.name == "custom-metrics" }.rows*.value == ["60", "3"]
assert new File(basedir, "target/perf/report.html").text.contains("Custom metrics of orders")
