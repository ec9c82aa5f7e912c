package io.github.lambdaperf.local.service;

import io.github.lambdaperf.local.environment.FunctionAlias;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.FunctionVersion;
import io.github.lambdaperf.local.environment.LocalFunction;

/** Finds what requests name, or refuses as Lambda does. */
final class Functions {

    private final FunctionHost host;

    Functions(FunctionHost host) {
        this.host = host;
    }

    LocalFunction function(FunctionReference reference) {
        return host.function(reference.name())
                .orElseThrow(
                        () -> notFound("Function not found: " + host.account().functionArn(reference.name())));
    }

    /** The version; that of an alias with weights is the one without them. */
    FunctionVersion version(FunctionReference reference) {
        return function(reference)
                .qualified(reference.qualifier())
                .orElseThrow(() -> notFound("Function not found: " + arn(reference)));
    }

    FunctionAlias alias(LocalFunction function, String name) {
        return function.alias(name)
                .orElseThrow(() ->
                        notFound("Cannot find alias arn: " + host.account().functionArn(function.name()) + ":" + name));
    }

    String arn(FunctionReference reference) {
        return host.account().functionArn(reference.text());
    }

    static AwsError notFound(String message) {
        return new AwsError(404, "ResourceNotFoundException", message);
    }

    /** Refuses a change of what is no longer as the client has seen it. */
    static void checkRevision(String wanted, String present) {
        if (wanted != null && !wanted.equals(present)) {
            throw new AwsError(
                    412,
                    "PreconditionFailedException",
                    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API"
                            + " to retrieve the latest Revision Id");
        }
    }
}
