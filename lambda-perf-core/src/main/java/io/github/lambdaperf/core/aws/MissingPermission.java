package io.github.lambdaperf.core.aws;

import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Names the action that a call needs where it was denied for want of it, since not every service says so.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">the
 *     actions of the services</a>
 */
final class MissingPermission implements ExecutionInterceptor {
    /** Services whose name in policies is not their own in small letters. */
    private static final Map<String, String> PREFIXES = Map.of("cloudwatchlogs", "logs");
    /** Operations whose action has another name. */
    private static final Map<String, String> ACTIONS = Map.of(
            "Invoke", "InvokeFunction",
            "ChangeMessageVisibilityBatch", "ChangeMessageVisibility");

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (!(context.exception() instanceof AwsServiceException refusal)
                || refusal.awsErrorDetails() == null
                || !CallFault.isDenied(refusal)
                || CallFault.credentials(CallFault.code(refusal)) != null) {
            return context.exception();
        }
        AwsErrorDetails details = refusal.awsErrorDetails();
        String service =
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        String action = PREFIXES.getOrDefault(service, service) + ":" + ACTIONS.getOrDefault(operation, operation);
        return MaskedRefusals.saying(
                refusal, said(details) + "; allow " + action + " (mvn perf:doctor prints all that is needed)");
    }

    private static String said(AwsErrorDetails details) {
        String message = details.errorMessage();
        return message == null || message.isBlank() ? details.errorCode() : message;
    }
}
