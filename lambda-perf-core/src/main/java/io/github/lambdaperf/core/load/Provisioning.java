package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.DeployedFunction;
import io.github.lambdaperf.core.aws.FunctionName;
import io.github.lambdaperf.core.aws.ProvisionedConcurrency;
import io.github.lambdaperf.core.cost.FunctionSize;
import io.github.lambdaperf.core.cost.ReservedCost;
import io.github.lambdaperf.core.record.ChargeRecord;
import io.github.lambdaperf.core.record.LoadFindings;
import io.github.lambdaperf.core.record.ProvisionedRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.report.FindingsText;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.Workload;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The provisioned concurrency of a scenario, from before its load until after it. */
final class Provisioning implements AutoCloseable {
    private final Scenario scenario;
    private final LoadPlan plan;
    private final FunctionSize size;
    private final String qualifier;
    private final ProvisionedConcurrency.Applied applied;

    private Provisioning(
            Scenario scenario,
            LoadPlan plan,
            FunctionSize size,
            String qualifier,
            ProvisionedConcurrency.Applied applied) {
        this.scenario = scenario;
        this.plan = plan;
        this.size = size;
        this.qualifier = qualifier;
        this.applied = applied;
    }

    /**
     * Says what it will change and what that costs, and changes it.
     *
     * @param journal where a killed build finds what it must put back; null: the function ends with this process
     * @param stopped true: no more waiting
     * @return null where the scenario asks for none
     */
    static Provisioning of(
            Scenario scenario,
            LoadPlan plan,
            AwsSession session,
            DeployedFunction function,
            Path journal,
            Consumer<String> messages,
            BooleanSupplier stopped)
            throws InterruptedException {
        if (scenario.provisionedConcurrency() == null) {
            return null;
        }
        if (plan.opponent() != null) {
            throw PerfException.user(
                    scenario.name() + " has 'provisionedConcurrency', and the earlier version beside it"
                            + " would run without: compare with the stored baseline, -Dperf.compare=stored");
        }
        InvokeSpec invoke = (InvokeSpec) scenario.send();
        String called = invoke.function() == null ? plan.function() : invoke.function();
        FunctionName named = FunctionName.of(called);
        String qualifier = invoke.qualifier() == null ? named.qualifier() : invoke.qualifier();
        if (qualifier == null || qualifier.equals("$LATEST")) {
            throw PerfException.user(
                    scenario.name() + ": Lambda provisions no concurrency for $LATEST: name an alias or"
                            + " a version, invoke: { qualifier: live }");
        }
        String name = named.name();
        int wanted = scenario.provisionedConcurrency();
        FunctionSize size = FunctionSize.of(function.environment(), function.record());
        ProvisionedConcurrency control = new ProvisionedConcurrency(session, journal, messages);
        Integer before = control.configured(name, qualifier);
        Duration planned = planned(scenario);
        ReservedCost.ProvisionedCost cost = cost(plan, size, wanted, planned);
        messages.accept(scenario.name() + ": sets the provisioned concurrency of " + name + ":" + qualifier + " to "
                + wanted + " for this run (" + (before == null ? "there is none" : "it is " + before) + ") and "
                + (before == null ? "deletes it afterwards" : "sets it back to " + before + " afterwards") + "; "
                + "the environments cost about " + FindingsText.usd(cost.reservationUsd())
                + ", in steps of 5 minutes (" + cost.pricesRegion() + ")");
        return new Provisioning(
                scenario, plan, size, qualifier, control.apply(name, qualifier, before, wanted, stopped));
    }

    private static Duration planned(Scenario scenario) {
        Duration longest = Duration.ZERO;
        for (Workload workload : scenario.workloads()) {
            Duration end = workload.startTime().plus(Executors.duration(workload.executor()));
            longest = end.compareTo(longest) > 0 ? end : longest;
        }
        return longest;
    }

    private static ReservedCost.ProvisionedCost cost(LoadPlan plan, FunctionSize size, int wanted, Duration enabled) {
        return new ReservedCost(plan.prices())
                .provisionedConcurrency(
                        size,
                        wanted,
                        enabled.isZero() ? Duration.ofSeconds(1) : enabled,
                        0,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO);
    }

    /** The record of the scenario with what was provisioned for it, and what that costs. */
    ScenarioRecord in(ScenarioRecord scenario) {
        LoadFindings findings = scenario.findings();
        ProvisionedRecord provisioned = record();
        List<ChargeRecord> charges = new ArrayList<>(scenario.services());
        charges.add(new ChargeRecord(
                "provisioned concurrency",
                BigDecimal.valueOf(provisioned.concurrency()),
                provisioned.reservationUsd(),
                provisioned.pricesRegion()));
        return scenario.withServices(charges)
                .withFindings(new LoadFindings(
                        findings == null ? null : findings.breakpoint(),
                        findings == null ? null : findings.until(),
                        provisioned));
    }

    /** For the record. */
    private ProvisionedRecord record() {
        double seconds = applied.secondsEnabled();
        ReservedCost.ProvisionedCost cost =
                cost(plan, size, scenario.provisionedConcurrency(), Duration.ofMillis(Math.round(seconds * 1000)));
        return new ProvisionedRecord(
                qualifier,
                scenario.provisionedConcurrency(),
                applied.before(),
                applied.secondsUntilReady(),
                seconds,
                null,
                null,
                cost.reservationUsd(),
                cost.pricesRegion());
    }

    @Override
    public void close() {
        applied.close();
    }
}
