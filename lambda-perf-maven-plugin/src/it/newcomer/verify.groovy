String log = new File(basedir, "build.log").text

String pom = new File(basedir, "pom.xml").text
assert pom.contains("<id>perf</id>")
assert new groovy.xml.XmlSlurper().parseText(pom).profiles.profile.size() == 1
String scenario = new File(basedir, "src/perf/newcomer.yaml").text
assert scenario.contains('invoiceId: invoiceId-${vu}-${iteration}')
assert scenario.contains("article: article")
assert new File(basedir, "src/perf/schema/scenario.schema.json").isFile()
assert log.contains("now: mvn verify -Pperf")
assert log =~ /ok\s+invocation_success: rate>0.99\s+1/
assert new File(basedir, "target/perf/report.html").isFile()
