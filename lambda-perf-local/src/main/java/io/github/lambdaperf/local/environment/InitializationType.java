package io.github.lambdaperf.local.environment;

/** Why a process is started, which says who pays for its initialisation. */
enum InitializationType {
    /** For an invocation that waits: a cold start. */
    ON_DEMAND("on-demand"),
    /** In the place of one that died: within the next invocation, under the function's timeout. */
    WITHIN_INVOKE("on-demand"),
    /** Ahead of invocations. */
    PROVISIONED("provisioned-concurrency");

    private final String wireName;

    InitializationType(String wireName) {
        this.wireName = wireName;
    }

    /** Value of {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
    String wireName() {
        return wireName;
    }
}
