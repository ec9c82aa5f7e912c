package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Tries, one by one, the calls that change nothing, and says what of the permissions is missing. */
final class PermissionChecks {
    private static final String CHECK = "permission";
    /** A load runs, and is analyzed, without these. */
    private static final Set<String> ONLY_HERE = Set.of("lambda:GetAccountSettings", "lambda:GetFunctionConcurrency");

    private final AwsSession session;
    private final Reads reads;

    PermissionChecks(AwsSession session, Reads reads) {
        this.session = session;
        this.reads = reads;
    }

    /** Makes the calls that no other check made. */
    void probe(Subject subject) {
        if (subject.scenarios().stream().anyMatch(scenario -> scenario.send() instanceof InvokeSpec)) {
            reads.of(
                    "lambda:InvokeFunction",
                    subject.config().functionArn(),
                    () -> session.lambda()
                            .invoke(request ->
                                    request.functionName(subject.invoked()).invocationType(InvocationType.DRY_RUN)));
        }
        long second = Instant.now().getEpochSecond() - 1;
        Optional<String> query = reads.of(
                "logs:StartQuery",
                LeastPrivilege.logGroup(subject),
                () -> session.logs()
                        .startQuery(request -> request.logGroupName(subject.logGroup())
                                .startTime(second)
                                .endTime(second)
                                .queryString("fields @timestamp | limit 1"))
                        .queryId());
        query.ifPresent(id ->
                reads.of("logs:GetQueryResults", "*", () -> session.logs().getQueryResults(r -> r.queryId(id))));
        MetricDataQuery metric = MetricDataQuery.builder()
                .id("m")
                .metricStat(stat -> stat.period(60)
                        .stat("Sum")
                        .metric(m -> m.namespace("AWS/Lambda").metricName("Invocations")))
                .build();
        reads.of(
                "cloudwatch:GetMetricData",
                "*",
                () -> session.cloudWatch()
                        .getMetricData(request -> request.startTime(Instant.ofEpochSecond(second - 60))
                                .endTime(Instant.ofEpochSecond(second))
                                .metricDataQueries(metric)));
    }

    /** What became of every call so far. */
    List<Finding> findings(List<Scenario> scenarios) {
        List<Finding> findings = new ArrayList<>();
        int allowed = 0;
        for (Reads.Tried tried : reads.tried()) {
            switch (tried.outcome()) {
                case ALLOWED -> allowed++;
                case DENIED -> findings.add(denied(tried));
                case FAILED ->
                    findings.add(Finding.skipped(CHECK, tried.action() + " cannot be told: " + tried.message()));
            }
        }
        if (allowed > 0) {
            findings.add(0, Finding.ok(CHECK, allowed + " of " + reads.tried().size() + " tried calls are allowed"));
        }
        Set<String> untried = untried(scenarios);
        if (!untried.isEmpty()) {
            findings.add(Finding.skipped(
                    CHECK, "not tried, since it would change something: " + String.join(", ", untried)));
        }
        return findings;
    }

    private static Finding denied(Reads.Tried tried) {
        return new Finding(
                CHECK,
                ONLY_HERE.contains(tried.action()) ? Finding.Level.WARN : Finding.Level.FAIL,
                tried.action() + " is not allowed on " + tried.resource(),
                "add to the policy: " + LeastPrivilege.statement(Set.of(tried.action()), Set.of(tried.resource())));
    }

    private static Set<String> untried(List<Scenario> scenarios) {
        Set<String> untried = new TreeSet<>();
        for (Scenario scenario : scenarios) {
            if (scenario.send() instanceof SqsSpec) {
                untried.add("sqs:SendMessage");
            } else if (scenario.send() instanceof SnsSpec) {
                untried.add("sns:Publish");
            } else if (scenario.send() instanceof EventBridgeSpec) {
                untried.add("events:PutEvents");
            }
            if (scenario.publish() != null) {
                untried.add("cloudwatch:PutMetricData");
            }
        }
        return untried;
    }
}
