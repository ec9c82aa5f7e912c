package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS has refused, in one message. */
final class Refusal {
    private Refusal() {}

    static PerfException of(String what, SdkException e) {
        String message = e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorMessage()
                : e.getMessage();
        String remedy =
                e instanceof AwsServiceException service ? CallFault.credentials(CallFault.code(service)) : null;
        return PerfException.world(what + ": " + message + (remedy == null ? "" : "; " + remedy), e);
    }
}
