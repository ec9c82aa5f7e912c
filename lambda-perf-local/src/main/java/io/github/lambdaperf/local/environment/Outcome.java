package io.github.lambdaperf.local.environment;

/**
 * How an invocation or an initialisation ended.
 *
 * @param functionError value of {@code X-Amz-Function-Error}, null without an error
 * @param status {@code timeout} or {@code error} when the runtime failed, null else
 * @param jsonStatus the status in a platform event
 * @param errorType such as {@code Runtime.ExitError}, null without one
 */
record Outcome(String functionError, String status, String jsonStatus, String errorType) {

    static final Outcome SUCCESS = new Outcome(null, null, "success", null);

    static final Outcome TIMEOUT = new Outcome("Unhandled", "timeout", "timeout", null);

    /** The runtime failed. */
    static Outcome error(String type) {
        return new Outcome("Unhandled", "error", "error", type);
    }

    /** The handler threw; the text format has no word for it. */
    static Outcome thrown(String type) {
        return new Outcome("Unhandled", null, "error", type);
    }
}
