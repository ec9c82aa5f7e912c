package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class SdkFaultsTest extends InvokeFaultsContract {
    /** What the control plane has learned of the clock, the SDK keeps by itself. */
    @Override
    FunctionInvoker open(InvokeTarget target, Duration clockOffset) {
        return new SdkInvoker(target, SdkInvokerTest.session(target));
    }

    /** The SDK's HTTP client takes half a header for a wrong one, and goes on looking for HTTP behind what is none. */
    @Override
    String name(Fault fault) {
        return switch (fault) {
            case HALF_A_HEAD -> "connection_error MalformedAnswer";
            case NO_HTTP -> "timeout ReadTimeout";
            default -> super.name(fault);
        };
    }

    /** As an interceptor or a provider of credentials may throw it. */
    @Test
    void aRefusalWithoutDetailsIsAFaultUnderItsOwnName() throws Exception {
        InvokeResponse response = refused(KmsAccessDeniedException.builder()
                .message("Lambda was unable to decrypt the environment variables")
                .build());

        assertThat(response.outcome()).isEqualTo(InvokeOutcome.CONNECTION_ERROR);
        assertThat(response.errorType()).isEqualTo("KmsAccessDeniedException");
        assertThat(response.errorMessage()).isEqualTo("Lambda was unable to decrypt the environment variables");
        assertThat(response.status()).isZero();
    }

    @Test
    void soIsOneWhoseDetailsHaveNoAnswer() throws Exception {
        InvokeResponse response = refused(TooManyRequestsException.builder()
                .message("Rate Exceeded.")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("TooManyRequestsException")
                        .build())
                .build());

        assertThat(response.errorType()).isEqualTo("TooManyRequestsException");
    }

    /** A VU that hears nothing waits for its answer as long as the run lasts. */
    @Test
    void memoryThatIsMissedTwiceIsToldAllTheSame() throws Exception {
        InvokeResponse response = thrown(new OutOfMemoryError() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new OutOfMemoryError("to say so");
            }
        });

        assertThat(response.outcome()).isEqualTo(InvokeOutcome.GENERATOR_ERROR);
        assertThat(response.errorType()).isEqualTo("OutOfMemoryError");
    }

    private static InvokeResponse refused(AwsServiceException refusal) throws Exception {
        return thrown(refusal);
    }

    private static InvokeResponse thrown(Throwable thrown) throws Exception {
        LambdaClient client = new LambdaClient() {
            @Override
            public software.amazon.awssdk.services.lambda.model.InvokeResponse invoke(
                    software.amazon.awssdk.services.lambda.model.InvokeRequest request) {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }

            @Override
            public String serviceName() {
                return "lambda";
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        InvokeTarget target =
                InvokeTarget.unchecked(URI.create("http://127.0.0.1:1"), "orders", Duration.ofSeconds(1), 1);
        try (FunctionInvoker invoker = new SdkInvoker(target, watching -> client)) {
            return InvokerContract.invoke(invoker);
        }
    }
}
