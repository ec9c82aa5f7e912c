package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS has refused, in one message. */
final class Refusal {
    private static final int FORBIDDEN = 403;

    private Refusal() {}

    /** @param permission that the call needs; named where it is missing */
    static PerfException of(String what, String permission, SdkException e) {
        boolean denied = e instanceof AwsServiceException service && service.statusCode() == FORBIDDEN;
        String message = e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorMessage()
                : e.getMessage();
        return PerfException.world(what + ": " + message + (denied ? "; the credentials need " + permission : ""), e);
    }
}
