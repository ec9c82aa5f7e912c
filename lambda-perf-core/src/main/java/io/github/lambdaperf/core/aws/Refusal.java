package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS has refused, in one message. */
final class Refusal {
    private Refusal() {}

    /** @param permission that the call needs; named where it is missing */
    static PerfException of(String what, String permission, SdkException e) {
        boolean denied = e instanceof AwsServiceException service && CallFault.isDenied(service);
        String message = e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorMessage()
                : e.getMessage();
        String remedy =
                e instanceof AwsServiceException service ? CallFault.credentials(CallFault.code(service)) : null;
        String fix = !denied ? "" : "; " + (remedy == null ? "the credentials need " + permission : remedy);
        return PerfException.world(what + ": " + message + fix, e);
    }
}
