package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.PerfException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls that may be refused. What is refused is remembered by its action, so that the rest can be examined. */
final class Reads {

    /** What became of a call. */
    enum Outcome {
        ALLOWED,
        DENIED,
        FAILED
    }

    /**
     * A call that was tried.
     *
     * @param action of IAM, such as {@code lambda:GetFunctionConfiguration}
     * @param resource ARN that a policy has to name
     * @param message of the service; empty where it was allowed
     */
    record Tried(String action, String resource, Outcome outcome, String message) {}

    private final List<Tried> tried = new ArrayList<>();

    /**
     * Tries a call.
     *
     * @return empty where the thing does not exist, or the call was refused or failed
     * @throws PerfException where the service cannot be reached at all
     */
    <T> Optional<T> of(String action, String resource, Supplier<T> call) {
        try {
            Optional<T> answer = Optional.of(call.get());
            note(action, resource, Outcome.ALLOWED, "");
            return answer;
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(e.awsErrorDetails().errorCode());
            note(action, resource, outcome(code), message(e));
            return Optional.empty();
        } catch (SdkException e) {
            throw PerfException.world(action + " could not be called: " + e.getMessage(), e);
        }
    }

    private static Outcome outcome(String code) {
        if (code.startsWith("AccessDenied")
                || code.startsWith("AuthorizationError")
                || code.contains("NotAuthorized")) {
            return Outcome.DENIED;
        }
        return code.contains("NotFound") || code.contains("DoesNotExist") || code.contains("NonExistentQueue")
                ? Outcome.ALLOWED
                : Outcome.FAILED;
    }

    private static String message(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorMessage() == null
                ? String.valueOf(e.getMessage())
                : e.awsErrorDetails().errorMessage();
    }

    private void note(String action, String resource, Outcome outcome, String message) {
        if (tried.stream()
                .noneMatch(t -> t.action().equals(action) && t.resource().equals(resource))) {
            tried.add(new Tried(action, resource, outcome, message));
        }
    }

    /** All calls so far, each action and resource once. */
    List<Tried> tried() {
        return List.copyOf(tried);
    }

    /** The last word on an action, where it was tried. */
    Optional<Tried> of(String action) {
        return tried.stream().filter(t -> t.action().equals(action)).findFirst();
    }
}
