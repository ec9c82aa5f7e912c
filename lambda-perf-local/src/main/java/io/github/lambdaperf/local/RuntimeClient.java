package io.github.lambdaperf.local;

import java.util.Locale;

/** Which HTTP client of AWS's runtime interface client talks to the Runtime API inside an execution environment. */
public enum RuntimeClient {
    /** AWS's own, native one. Linux on x86_64 and aarch64 only, as AWS ships its native part for nothing else. */
    NATIVE,
    /** One in Java, for any system. Handlers, serialisation and logging are AWS's all the same. */
    JAVA;

    /** {@link #NATIVE} where AWS ships it for this machine, else {@link #JAVA}. */
    public static RuntimeClient forThisMachine() {
        String arch = System.getProperty("os.arch");
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        return linux && (arch.equals("amd64") || arch.equals("x86_64") || arch.equals("aarch64")) ? NATIVE : JAVA;
    }
}
