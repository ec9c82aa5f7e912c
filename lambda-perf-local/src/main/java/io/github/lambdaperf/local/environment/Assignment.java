package io.github.lambdaperf.local.environment;

/**
 * An invocation that an environment has to serve.
 *
 * @param invocation the invocation
 * @param functionArn the ARN it was made by, with its qualifier
 */
record Assignment(Invocation invocation, String functionArn) {

    String requestId() {
        return invocation.requestId();
    }
}
