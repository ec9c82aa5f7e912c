package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.record.MetricRecord;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/**
 * A function and the scenarios that load it.
 *
 * @param invoked name or ARN as it is invoked, with its qualifier
 * @param config as it was read
 * @param lastRun of this function; empty: none
 */
record Subject(
        String invoked,
        GetFunctionConfigurationResponse config,
        FunctionArn arn,
        List<Scenario> scenarios,
        Optional<RunRecord> lastRun,
        boolean local) {

    static Subject of(
            String invoked, GetFunctionConfigurationResponse config, List<Scenario> scenarios, DoctorPlan plan) {
        return new Subject(
                invoked,
                config,
                FunctionArn.parse(config.functionArn()),
                scenarios,
                plan.lastRun()
                        .filter(run -> run.function() != null
                                && config.functionName().equals(run.function().name())),
                plan.local());
    }

    String name() {
        return config.functionName();
    }

    /** Seconds. */
    int timeout() {
        return config.timeout() == null ? 3 : config.timeout();
    }

    String logGroup() {
        return config.loggingConfig() != null && config.loggingConfig().logGroup() != null
                ? config.loggingConfig().logGroup()
                : "/aws/lambda/" + name();
    }

    /** Version as it was read; {@code $LATEST} where no published one is meant. */
    boolean isLatest() {
        return config.version() == null || config.version().equals("$LATEST");
    }

    /** A command of the AWS command line in the function's region. */
    String aws(String command) {
        return "aws " + command + " --region " + arn.region();
    }

    /** A change of the function's configuration. */
    String configure(String options) {
        return aws("lambda update-function-configuration --function-name " + name() + " " + options);
    }

    /** The scenario as the last run measured it. */
    Optional<ScenarioRecord> measured(Scenario scenario) {
        return lastRun.stream()
                .flatMap(run -> run.scenarios().stream())
                .filter(record -> record.name().equals(scenario.name()))
                .findFirst();
    }

    /** A value of the first of the metrics that has it. */
    static OptionalDouble value(ScenarioRecord record, String aggregation, String... metrics) {
        for (String name : metrics) {
            MetricRecord metric = record.metrics().get(name);
            if (metric != null && metric.values().get(aggregation) != null) {
                return OptionalDouble.of(metric.values().get(aggregation));
            }
        }
        return OptionalDouble.empty();
    }
}
