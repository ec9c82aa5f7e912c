import groovy.json.JsonSlurper

String log = new File(basedir, "build.log").text
assert log.contains("BUILD FAILURE")
assert log =~ /orders: expect poison: each dead-letter after 2 retries, but 0 of \d+ dead-letter, 0 of \d+ after 2 retries\s+(\[ERROR\]\s+)?message [0-9a-f-]{36} \(handled, 0 retries\)/
assert log =~ /150 messages sent \([\d.]+\/s\): 150 delivered, 0 in flight, 0 dead letters, 0 lost/
assert log =~ /ok {4}expect others: each handled after 0 retries/
assert log =~ /ok {4}messages_lost: count==0/

def run = new JsonSlurper().parse(new File(new File(basedir, "target/perf/runs").listFiles()[0], "run.json"))
def delivery = run.scenarios[0].delivery
assert delivery.sent == 150
assert delivery.delivered + delivery.inFlight + delivery.deadLettered + delivery.lost == delivery.sent
assert delivery.sources.delivered == "local target"
assert run.scenarios[0].metrics["end_to_end_duration"].values["p(95)"] > 0
assert run.scenarios[0].analysis.complete
assert run.labels.any { it.startsWith("asynchronous retries after 1.0 s") }
assert new File(basedir, "target/perf/report.html").text.contains("What became of the messages of orders")
