package io.github.lambdaperf.core.alarms;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.CallFault;
import io.github.lambdaperf.core.baseline.BaselineFile;
import io.github.lambdaperf.core.baseline.BaselineStore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Reads what the default alarms of a function depend on. */
public final class AlarmedFunctions {
    private static final String P99 = "server.warm.p99";

    private AlarmedFunctions() {}

    /**
     * Reads the function's configuration, limits and destinations, and the baseline.
     *
     * @param function name or ARN, with or without a qualifier
     * @param baselines the largest p99 among these counts
     * @param messages takes a line for each thing that could not be read
     * @param limited false: the limit of the concurrency is no one's choice, as on the local target
     * @throws PerfException where the function is not there or Lambda refuses
     */
    public static AlarmedFunction read(
            AwsSession session, String function, BaselineStore baselines, boolean limited, Consumer<String> messages) {
        LambdaClient lambda = session.lambda();
        GetFunctionConfigurationResponse config;
        try {
            config = lambda.getFunctionConfiguration(request -> request.functionName(function));
        } catch (ResourceNotFoundException e) {
            throw PerfException.user("there is no function '" + function + "' in " + session.region() + ": look at"
                    + " perf.function and perf.region");
        } catch (SdkException e) {
            throw PerfException.world(
                    "the configuration of '" + function + "' could not be read: " + CallFault.describe("Lambda", e), e);
        }
        String[] arn = config.functionArn().split(":");
        String qualifier = arn.length > 7 && !arn[7].equals("$LATEST") ? arn[7] : null;
        GetFunctionEventInvokeConfigResponse asynchronous = orNull(
                "destinations",
                messages,
                () -> lambda.getFunctionEventInvokeConfig(
                        request -> request.functionName(config.functionName()).qualifier(qualifier)));
        Boolean streams =
                orNull(
                        "event sources",
                        messages,
                        () -> lambda
                                .listEventSourceMappings(request -> request.functionName(function))
                                .eventSourceMappings()
                                .stream()
                                .anyMatch(mapping -> mapping.eventSourceArn() != null
                                        && mapping.eventSourceArn().matches("arn:[^:]+:(kinesis|dynamodb|kafka):.*")));
        boolean destinations = asynchronous != null
                && asynchronous.destinationConfig() != null
                && (asynchronous.destinationConfig().onFailure() != null
                        || asynchronous.destinationConfig().onSuccess() != null);
        boolean deadLetters = config.deadLetterConfig() != null
                && config.deadLetterConfig().targetArn() != null
                && !config.deadLetterConfig().targetArn().isEmpty();
        return new AlarmedFunction(
                config.functionName(),
                qualifier,
                (config.timeout() == null ? 3 : config.timeout()) * 1000L,
                limited ? concurrency(lambda, config.functionName(), messages) : 0,
                baselineP99(baselines),
                deadLetters,
                destinations,
                Boolean.TRUE.equals(streams));
    }

    private static int concurrency(LambdaClient lambda, String function, Consumer<String> messages) {
        Integer reserved = orNull(
                "reserved concurrency",
                messages,
                () -> lambda.getFunctionConcurrency(request -> request.functionName(function))
                        .reservedConcurrentExecutions());
        Integer account = reserved != null
                ? reserved
                : orNull(
                        "account limits",
                        messages,
                        () -> lambda.getAccountSettings().accountLimit().concurrentExecutions());
        return account == null ? 0 : account;
    }

    /** What there is not, or cannot be read, which is told, is not alarmed. */
    private static <T> T orNull(String what, Consumer<String> messages, Supplier<T> call) {
        try {
            return call.get();
        } catch (ResourceNotFoundException e) {
            return null;
        } catch (SdkException e) {
            messages.accept("alarms are made as if there were no " + what + ", which could not be read: "
                    + CallFault.describe("Lambda", e));
            return null;
        }
    }

    private static Double baselineP99(BaselineStore baselines) {
        Double largest = null;
        for (String scenario : baselines.scenarios()) {
            for (var file : baselines.files(scenario)) {
                BaselineFile baseline = baselines.read(file);
                for (var figure : baseline.figures(P99)) {
                    largest = largest == null ? figure.value() : Math.max(largest, figure.value());
                }
            }
        }
        return largest;
    }
}
