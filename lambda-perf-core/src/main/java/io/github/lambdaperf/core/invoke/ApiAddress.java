package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.HttpSpec;
import java.net.URI;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Finds the address of the API that an {@code http:} scenario calls. */
final class ApiAddress {
    private ApiAddress() {}

    /**
     * The address, stage included. On the local target its own; else that of the scenario; for a function URL else the
     * one that Lambda knows.
     *
     * @param function name or ARN, with or without a qualifier
     * @throws PerfException where nobody says
     */
    static URI of(HttpSpec spec, String target, String function, AwsSession session) {
        if (target.equals("local")) {
            return local(spec, function, session.lambdaEndpoint());
        }
        if (spec.url() != null) {
            return URI.create(spec.url());
        }
        if (spec.api() == HttpSpec.Api.URL) {
            return functionUrl(function, session.lambda());
        }
        throw PerfException.user("where is the API? Give its URL, stage included:"
                + " -Dperf.url=https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod, or 'url' under 'http'");
    }

    private static URI local(HttpSpec spec, String function, URI endpoint) {
        String kind = spec.api().label();
        String stage = spec.stage() == null ? "" : "/" + spec.stage();
        return endpoint.resolve("/_aws/" + kind.toLowerCase(Locale.ROOT) + "/" + function + stage);
    }

    private static URI functionUrl(String function, LambdaClient lambda) {
        int colon = function.lastIndexOf(':');
        boolean arn = function.startsWith("arn:");
        boolean qualified = colon >= 0 && (!arn || function.split(":").length == 8);
        String name = qualified ? function.substring(0, colon) : function;
        String qualifier = qualified ? function.substring(colon + 1) : null;
        try {
            return URI.create(lambda.getFunctionUrlConfig(
                            request -> request.functionName(name).qualifier(qualifier))
                    .functionUrl());
        } catch (SdkException e) {
            throw PerfException.world(
                    "the URL of function " + function + " cannot be found: " + e.getMessage()
                            + "; give it: -Dperf.url=https://….lambda-url.….on.aws",
                    e);
        }
    }
}
