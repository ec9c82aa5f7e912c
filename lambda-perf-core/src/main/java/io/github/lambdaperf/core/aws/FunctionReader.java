package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/** Reads what is loaded: the function's configuration. */
public final class FunctionReader {
    private FunctionReader() {}

    /**
     * Reads a function.
     *
     * @param function name, partial ARN or ARN, with or without a qualifier
     * @param target {@code local} or {@code aws}
     * @param host what local durations depend on
     * @throws PerfException where it does not exist or may not be read
     */
    public static DeployedFunction read(AwsSession session, String function, String target, String host) {
        try {
            GetFunctionConfigurationResponse answer =
                    session.lambda().getFunctionConfiguration(b -> b.functionName(function));
            answer.sdkHttpResponse().firstMatchingHeader("Date").ifPresent(session::heard);
            return of(answer, session, target, host);
        } catch (ResourceNotFoundException e) {
            throw PerfException.user("there is no function '" + function + "' in "
                    + session.region().id()
                    + ": check -Dperf.function (a name or an ARN, with or without :alias) and -Dperf.region");
        } catch (AwsServiceException e) {
            throw PerfException.world(
                    "the configuration of '" + function + "' could not be read: " + CallFault.describe("Lambda", e), e);
        } catch (SdkException e) {
            throw PerfException.world(CallFault.describe("Lambda at " + session.lambdaEndpoint(), e), e);
        }
    }

    /**
     * Value of a tag of a function; null where it has none, or its tags may not be read, which is told.
     *
     * @param arn any of its versions
     */
    public static String tag(AwsSession session, String arn, String key, Consumer<String> messages) {
        String[] parts = arn.split(":");
        String unqualified = String.join(":", List.of(parts).subList(0, Math.min(7, parts.length)));
        try {
            return session.lambda()
                    .listTags(request -> request.resource(unqualified))
                    .tags()
                    .get(key);
        } catch (SdkException e) {
            messages.accept("whether its owners forbid a load is not known, the tag " + key + " could not be read: "
                    + CallFault.describe("Lambda", e));
            return null;
        }
    }

    private static DeployedFunction of(
            GetFunctionConfigurationResponse config, AwsSession session, String target, String host) {
        boolean local = "local".equals(target);
        String architecture = config.architectures().contains(Architecture.ARM64) ? "arm64" : "x86_64";
        boolean snapStart =
                config.snapStart() != null && config.snapStart().optimizationStatus() == SnapStartOptimizationStatus.ON;
        String logGroup =
                config.loggingConfig() != null && config.loggingConfig().logGroup() != null
                        ? config.loggingConfig().logGroup()
                        : "/aws/lambda/" + config.functionName();
        String logFormat =
                config.loggingConfig() != null && config.loggingConfig().logFormatAsString() != null
                        ? config.loggingConfig().logFormatAsString()
                        : "Text";
        FunctionRecord record = new FunctionRecord(
                config.functionName(),
                config.functionArn(),
                config.version(),
                config.handler(),
                config.codeSha256(),
                config.runtimeVersionConfig() == null
                        ? null
                        : config.runtimeVersionConfig().runtimeVersionArn(),
                logGroup,
                logFormat,
                config.timeout() * 1000L,
                config.ephemeralStorage() == null
                        ? 512
                        : config.ephemeralStorage().size(),
                config.tracingConfig() == null ? null : config.tracingConfig().modeAsString());
        Environment environment = new Environment(
                target,
                local ? "local" : session.region().id(),
                architecture,
                config.memorySize(),
                config.runtimeAsString() == null ? "image" : config.runtimeAsString(),
                config.packageTypeAsString() == null ? "Zip" : config.packageTypeAsString(),
                snapStart,
                0,
                host);
        return new DeployedFunction(record, environment);
    }
}
