package io.github.lambdaperf.core.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** Reads what is loaded: the function's configuration. */
public final class FunctionReader {
    /** Lambda's own, of an answer that does not say. */
    private static final int DEFAULT_TIMEOUT_S = 3;

    private static final int DEFAULT_MEMORY_MB = 128;
    private static final int DEFAULT_STORAGE_MB = 512;

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
            JsonNode config = PlainRead.get(session, "/2015-03-31/functions/" + encoded(function) + "/configuration")
                    .filter(answer -> answer.hasNonNull("FunctionArn"))
                    .orElseGet(() -> bySdk(session, function));
            return of(config, session, target, host);
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
            JsonNode answer = PlainRead.get(session, "/2017-03-31/tags/" + encoded(unqualified))
                    .orElseGet(() -> WireShape.of(session.lambda().listTags(request -> request.resource(unqualified))));
            return answer.path("Tags").path(key).textValue();
        } catch (SdkException e) {
            messages.accept("whether its owners forbid a load is not known, the tag " + key + " could not be read: "
                    + CallFault.describe("Lambda", e));
            return null;
        }
    }

    private static JsonNode bySdk(AwsSession session, String function) {
        GetFunctionConfigurationResponse answer =
                session.lambda().getFunctionConfiguration(b -> b.functionName(function));
        answer.sdkHttpResponse().firstMatchingHeader("Date").ifPresent(session::heard);
        return WireShape.of(answer);
    }

    private static String encoded(String segment) {
        return SdkHttpUtils.urlEncode(segment);
    }

    private static DeployedFunction of(JsonNode config, AwsSession session, String target, String host) {
        boolean local = "local".equals(target);
        String name = config.path("FunctionName").textValue();
        JsonNode logging = config.path("LoggingConfig");
        FunctionRecord record = new FunctionRecord(
                name,
                config.path("FunctionArn").textValue(),
                config.path("Version").textValue(),
                config.path("Handler").textValue(),
                config.path("CodeSha256").textValue(),
                config.path("RuntimeVersionConfig").path("RuntimeVersionArn").textValue(),
                logging.path("LogGroup").asText("/aws/lambda/" + name),
                logging.path("LogFormat").asText("Text"),
                config.path("Timeout").asInt(DEFAULT_TIMEOUT_S) * 1000L,
                config.path("EphemeralStorage").path("Size").asInt(DEFAULT_STORAGE_MB),
                config.path("TracingConfig").path("Mode").textValue());
        Environment environment = new Environment(
                target,
                local ? "local" : session.region().id(),
                config.path("Architectures").path(0).asText("x86_64"),
                config.path("MemorySize").asInt(DEFAULT_MEMORY_MB),
                config.path("Runtime").asText("image"),
                config.path("PackageType").asText("Zip"),
                "On".equals(config.path("SnapStart").path("OptimizationStatus").asText()),
                0,
                host);
        return new DeployedFunction(record, environment);
    }
}
