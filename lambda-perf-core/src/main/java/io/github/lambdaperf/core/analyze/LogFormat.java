package io.github.lambdaperf.core.analyze;

/** How a function writes its log; the fields that Logs Insights discovers differ. */
public enum LogFormat {
    /** REPORT lines, {@code @duration} and the like. */
    TEXT("text"),
    /** {@code platform.report} events, {@code record.metrics.durationMs} and the like. */
    JSON("json");

    private final String folder;

    LogFormat(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }

    /** Of Lambda's {@code LoggingConfig.LogFormat}; text where it is not known. */
    public static LogFormat of(String lambdaName) {
        return "JSON".equalsIgnoreCase(lambdaName) ? JSON : TEXT;
    }
}
