package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/** Examines functions and scenarios before a load. Reads only; nothing is changed or invoked. */
public final class Doctor {
    private final DoctorPlan plan;
    private final AwsSession session;
    private final Reads reads = new Reads();

    private Doctor(DoctorPlan plan, AwsSession session) {
        this.plan = plan;
        this.session = session;
    }

    /**
     * Goes through the checklist.
     *
     * @throws PerfException where there are no credentials, or the services cannot be reached
     */
    public static Diagnosis examine(DoctorPlan plan, AwsSession session) {
        return new Doctor(plan, session).examine();
    }

    private Diagnosis examine() {
        List<Finding> findings = new ArrayList<>();
        LeastPrivilege policy = new LeastPrivilege(plan.goals());
        boolean found = false;
        for (Map.Entry<String, List<Scenario>> entry : byFunction().entrySet()) {
            Optional<GetFunctionConfigurationResponse> config = configuration(entry.getKey());
            if (config.isEmpty()) {
                findings.add(missing(entry.getKey()));
                continue;
            }
            found = true;
            Subject subject = Subject.of(entry.getKey(), config.get(), entry.getValue(), plan);
            findings.addAll(of(subject, policy));
        }
        findings.addAll(new ProjectChecks(plan).findings());
        findings.addAll(
                plan.local()
                        ? List.of(Finding.skipped("permission", "the local target asks for none"))
                        : new PermissionChecks(session, reads).findings(plan.scenarios()));
        return new Diagnosis(findings, found ? policy.document() : null);
    }

    private List<Finding> of(Subject subject, LeastPrivilege policy) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new FunctionChecks(subject, plan.prices(), plan.today()).findings());
        findings.addAll(new TimeoutChecks(subject).findings());
        findings.addAll(new LogChecks(subject, session, reads).findings());
        findings.addAll(new CapacityChecks(subject, session, reads).findings());
        DeliveryChecks delivery = new DeliveryChecks(subject, session, reads);
        findings.addAll(delivery.findings());
        policy.with(subject);
        delivery.outlets().forEach(policy::withOutlet);
        if (!plan.local()) {
            new PermissionChecks(session, reads).probe(subject);
        }
        return findings;
    }

    private Optional<GetFunctionConfigurationResponse> configuration(String function) {
        String resource = function.startsWith("arn:")
                ? FunctionArn.parse(function).unqualified()
                : "arn:aws:lambda:" + session.region().id() + ":*:function:" + function.split(":", -1)[0];
        return reads.of(
                "lambda:GetFunctionConfiguration",
                resource,
                () -> session.lambda().getFunctionConfiguration(request -> request.functionName(function)));
    }

    private Finding missing(String function) {
        boolean denied = reads.of("lambda:GetFunctionConfiguration")
                .map(tried -> tried.outcome() != Reads.Outcome.ALLOWED)
                .orElse(false);
        return denied
                ? Finding.fail(
                        "state", function + " may not be read: nothing else can be told of it", "see permission below")
                : Finding.fail(
                        "state",
                        "there is no function '" + function + "' in "
                                + session.region().id(),
                        "-Dperf.function=<name or ARN> and -Dperf.region=<region>");
    }

    private Map<String, List<Scenario>> byFunction() {
        Map<String, List<Scenario>> functions = new LinkedHashMap<>();
        for (Scenario scenario : plan.scenarios()) {
            String name = scenario.send().function() == null
                    ? plan.function()
                    : scenario.send().function();
            String qualifier = scenario.send() instanceof InvokeSpec invoke ? invoke.qualifier() : null;
            functions
                    .computeIfAbsent(qualifier == null ? name : name + ":" + qualifier, any -> new ArrayList<>())
                    .add(scenario);
        }
        return functions;
    }
}
