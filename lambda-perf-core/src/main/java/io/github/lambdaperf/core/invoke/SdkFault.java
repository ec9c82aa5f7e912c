package io.github.lambdaperf.core.invoke;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

/**
 * What the SDK's exceptions mean, in the words of {@link ConnectionFault}.
 *
 * @param outcome how the invocation ended
 * @param type name of the fault
 * @param message for the reader
 */
record SdkFault(InvokeOutcome outcome, String type, String message) {

    /** @param begun the head of the answer was there */
    static SdkFault of(Throwable thrown, boolean begun) {
        if (thrown instanceof Error) {
            return new SdkFault(InvokeOutcome.GENERATOR_ERROR, thrown.getClass().getSimpleName(), thrown.getMessage());
        }
        Throwable cause = cause(thrown);
        if (thrown instanceof ApiCallAttemptTimeoutException
                || cause instanceof SocketTimeoutException && !(cause instanceof ConnectTimeoutException)) {
            return new SdkFault(
                    InvokeOutcome.TIMEOUT,
                    begun ? ConnectionFault.STALLED : ConnectionFault.SILENT,
                    cause.getMessage());
        }
        return new SdkFault(ConnectionFault.outcome(cause), name(cause), cause.getMessage());
    }

    private static String name(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return ConnectionFault.NO_CONNECTION;
        } else if (cause instanceof NoHttpResponseException) {
            return ConnectionFault.CLOSED;
        } else if (cause instanceof ConnectionClosedException) {
            return ConnectionFault.TRUNCATED;
        } else if (cause instanceof MalformedChunkCodingException
                || cause instanceof MessageConstraintException
                || cause instanceof HttpException) {
            return ConnectionFault.MALFORMED;
        }
        return ConnectionFault.name(cause);
    }

    /** What the network said, below what the SDK says of it. */
    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && !(cause instanceof IOException && !(cause.getCause() instanceof HttpException))) {
            cause = cause.getCause();
        }
        return cause;
    }
}
