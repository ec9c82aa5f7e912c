package io.github.lambdaperf.core.report;

import java.nio.file.Path;

/** One format of the report. */
public interface ReportWriter {
    /** Writes its file or files into the directory. */
    void write(ReportInput input, Path directory);
}
