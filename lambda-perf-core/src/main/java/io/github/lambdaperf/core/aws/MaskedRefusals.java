package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.secret.SecretMask;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Takes credentials out of AWS's refusals: one of a wrong signature repeats the headers that were signed. */
final class MaskedRefusals implements ExecutionInterceptor {
    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (!(context.exception() instanceof AwsServiceException refusal) || refusal.awsErrorDetails() == null) {
            return context.exception();
        }
        AwsErrorDetails details = refusal.awsErrorDetails();
        String masked = SecretMask.general(details.errorMessage());
        if (masked == null || masked.equals(details.errorMessage())) {
            return refusal;
        }
        return saying(refusal, masked);
    }

    /** The refusal in other words; the SDK keeps them twice. */
    static AwsServiceException saying(AwsServiceException refusal, String words) {
        String before = refusal.awsErrorDetails().errorMessage();
        AwsServiceException.Builder builder = refusal.toBuilder();
        if (builder.message() != null && before != null) {
            builder.message(builder.message().replace(before, words));
        }
        return builder.awsErrorDetails(refusal.awsErrorDetails().toBuilder()
                        .errorMessage(words)
                        .build())
                .build();
    }
}
