package io.github.lambdaperf.core.verdict;

/** What a scenario is compared with. */
public enum CompareMode {
    /** The committed file. */
    STORED,
    /** The file may clear a build; what it does not clear is decided by interleaved runs, where they are possible. */
    AUTO,
    /** Interleaved runs of the earlier version and this one, whatever the file says. */
    INTERLEAVED
}
