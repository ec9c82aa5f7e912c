package io.github.lambdaperf.local;

/** How a function's log lines are framed, as in the function's {@code LoggingConfig}. */
public enum LogFormat {
    /** Tab separated platform lines and plain text from the function. */
    TEXT("Text"),
    /** One JSON object per platform event and per line of the function's logger. */
    JSON("JSON");

    private final String wireName;

    LogFormat(String wireName) {
        this.wireName = wireName;
    }

    /** The value AWS uses in {@code LoggingConfig.LogFormat}. */
    public String wireName() {
        return wireName;
    }
}
