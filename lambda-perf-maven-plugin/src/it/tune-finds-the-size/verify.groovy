import groovy.json.JsonSlurper

String log = new File(basedir, "build.log").text
File json = new File(basedir, "target/perf/tune/tune.json")

assert log.contains("there is nothing to restore")
if (log.contains("the local target cannot give a function the share of a processor")) {
    assert log.contains("MojoFailureException")
    assert !json.exists()
    return
}

assert log.contains("tune: changes for each size: the memory of \$LATEST")
assert log.contains("128 MB is chosen (cost): the least cost")
assert log.contains("local run: JVM processes on this machine, measured durations, no prediction for AWS")
assert (log =~ /(?m)^\[INFO\] 128 MB .* <- chosen$/).find()

def record = new JsonSlurper().parse(json)
assert record.chosenMb == 128
assert record.presentMb == 512
assert record.sizes*.memoryMb.containsAll([128, 512, 2048])
assert record.sizes.size() < record.considered.size()
assert record.saving.savedUsd > 0
record.sizes.each { assert new File(basedir, "target/perf/tune").listFiles().any { run -> new File(run, "${it.run}/run.json").file } }

String page = new File(basedir, "target/perf/tune/tune.html").text
assert page.contains("128 MB is chosen (cost)")
assert page.contains("uPlot 1.6")
assert !(page =~ /<(script|link|img)[^>]+(src|href)=/).find()
