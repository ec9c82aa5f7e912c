package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SendSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.lambda.model.AccountLimit;

/** Whether the function may run as many times at once as the planned load needs. */
final class CapacityChecks {
    /** Environments that Lambda adds to a function within ten seconds. */
    private static final int SCALING = 1000;

    private static final double NEAR = 0.8;

    private final Subject subject;
    private final AwsSession session;
    private final Reads reads;

    CapacityChecks(Subject subject, AwsSession session, Reads reads) {
        this.subject = subject;
        this.session = session;
        this.reads = reads;
    }

    List<Finding> findings() {
        Optional<Integer> reserved = reads.of(
                        "lambda:GetFunctionConcurrency",
                        subject.arn().unqualified(),
                        () -> Optional.ofNullable(session.lambda()
                                .getFunctionConcurrency(request -> request.functionName(subject.name()))
                                .reservedConcurrentExecutions()))
                .flatMap(found -> found);
        Optional<AccountLimit> account = reads.of(
                "lambda:GetAccountSettings",
                "*",
                () -> session.lambda().getAccountSettings(request -> {}).accountLimit());
        List<Finding> findings = new ArrayList<>();
        if (reserved.isEmpty() && account.isEmpty()) {
            findings.add(Finding.skipped("concurrency", "neither the function's nor the account's limit may be read"));
            return findings;
        }
        int limit = reserved.orElseGet(() -> account.get().unreservedConcurrentExecutions());
        String whose = reserved.isPresent()
                ? "the function's reserved concurrency of " + limit
                : "the account's unreserved concurrency of " + limit;
        for (Scenario scenario : subject.scenarios()) {
            concurrency(scenario, limit, whose, reserved.isPresent(), findings);
        }
        return findings;
    }

    private void concurrency(Scenario scenario, int limit, String whose, boolean reserved, List<Finding> findings) {
        if (!isSynchronous(scenario.send())) {
            findings.add(
                    limit == 0
                            ? Finding.fail("concurrency", whose + " lets nothing run", raise(1, reserved))
                            : Finding.skipped(
                                    "concurrency",
                                    scenario.name() + ": throttled events wait in a queue; " + whose + " bounds them"));
            return;
        }
        boolean open = LoadShape.isOpen(scenario.workloads());
        OptionalDouble measured =
                subject.measured(scenario).map(CapacityChecks::seconds).orElse(OptionalDouble.empty());
        double seconds = measured.orElse(subject.timeout());
        LoadShape shape = new LoadShape(scenario.workloads(), seconds);
        long peak = shape.peak();
        String what = scenario.name() + ": " + peak + " invocations at once"
                + (open
                        ? String.format(
                                Locale.ROOT,
                                measured.isPresent()
                                        ? " (peak rate times %.3f s on average in the last run)"
                                        : " (peak rate times the timeout of %.0f s, no run has measured it)",
                                seconds)
                        : "")
                + ", " + whose;
        if (peak > limit && open && measured.isEmpty()) {
            findings.add(Finding.skipped("concurrency", what + ": a first run tells what an invocation takes"));
        } else if (peak > limit) {
            findings.add(Finding.fail("concurrency", what, raise(peak, reserved)));
        } else if (peak > NEAR * limit) {
            findings.add(Finding.warn("concurrency", what, raise((long) Math.ceil(peak / NEAR), reserved)));
        } else {
            findings.add(Finding.ok("concurrency", what));
        }
        if (!subject.local() && (!open || measured.isPresent())) {
            findings.add(burst(scenario, shape));
        }
    }

    private Finding burst(Scenario scenario, LoadShape shape) {
        long rise = shape.steepest();
        String what = scenario.name() + ": " + rise + " environments more within 10 s, Lambda adds " + SCALING;
        return rise <= SCALING
                ? Finding.ok("burst", what)
                : Finding.warn(
                        "burst",
                        what,
                        "lengthen the ramp in " + scenario.file().getFileName() + ", or "
                                + subject.aws("lambda put-provisioned-concurrency-config --function-name "
                                        + subject.name() + " --qualifier <alias> --provisioned-concurrent-executions "
                                        + (rise - SCALING)));
    }

    private static OptionalDouble seconds(ScenarioRecord record) {
        OptionalDouble ms = Subject.value(record, "avg", "server_duration", "invocation_service_time");
        return ms.isEmpty() ? ms : OptionalDouble.of(ms.getAsDouble() / 1000);
    }

    private String raise(long wanted, boolean reserved) {
        if (subject.local()) {
            return "-Dperf.concurrency=" + wanted;
        } else if (reserved) {
            return subject.aws("lambda put-function-concurrency --function-name " + subject.name()
                    + " --reserved-concurrent-executions " + wanted);
        }
        return subject.aws("service-quotas request-service-quota-increase --service-code lambda"
                + " --quota-code L-B99A9384 --desired-value " + wanted);
    }

    private static boolean isSynchronous(SendSpec send) {
        return send instanceof HttpSpec
                || send instanceof InvokeSpec invoke && invoke.type() == InvokeSpec.Type.REQUEST_RESPONSE;
    }
}
