import groovy.json.JsonSlurper
import java.time.Instant

String log = new File(basedir, "build.log").text

assert log.contains("BUILD SUCCESS")
assert log.count("scenario hello:") == 2
assert !log.contains("not marked @threadSafe")
assert new File(basedir, "first/target/perf/report.html").exists()
assert new File(basedir, "second/target/perf/report.html").exists()

// the loads would have measured each other
def runs = ["first", "second"].collect { module ->
    new JsonSlurper().parse(new File(basedir, "${module}/target/perf/runs").listFiles()[0].toPath().resolve("run.json").toFile())
}.sort { it.startedAt }
assert Instant.parse(runs[1].startedAt) >= Instant.parse(runs[0].endedAt)
