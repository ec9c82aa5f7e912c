package io.github.lambdaperf.local.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The JVM flags of Lambda's Java runtime. A flag of {@code JAVA_TOOL_OPTIONS} would lose against the command line, so
 * what the function sets itself is left out there.
 */
final class RuntimeFlags {

    private RuntimeFlags() {}

    /**
     * Heap of 85 % of the memory, serial collector, C1 only.
     *
     * @param memoryMb the function's memory size in MB
     * @param toolOptions the function's {@code JAVA_TOOL_OPTIONS}, may be empty
     */
    static List<String> of(int memoryMb, String toolOptions) {
        List<String> flags = new ArrayList<>();
        addUnless("-Xmx|-XX:MaxHeapSize|-XX:MaxRAM", toolOptions, flags, "-XX:MaxHeapSize=" + heapKb(memoryMb) + "k");
        addUnless("-XX:[+-]Use\\w+GC\\b", toolOptions, flags, "-XX:+UseSerialGC");
        addUnless(
                "-XX:[+-]TieredCompilation|-XX:TieredStopAtLevel",
                toolOptions,
                flags,
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1");
        flags.add("--add-opens=java.base/java.io=ALL-UNNAMED");
        return flags;
    }

    /**
     * Lambda's locale, {@code en_US.UTF-8}, on machines that have another one or none: a JVM of Java 17 takes its charset
     * from it.
     *
     * @param toolOptions the function's {@code JAVA_TOOL_OPTIONS}, may be empty
     */
    static List<String> locale(String toolOptions) {
        List<String> flags = new ArrayList<>();
        addUnless("-Dfile\\.encoding=", toolOptions, flags, "-Dfile.encoding=UTF-8");
        addUnless("-Duser\\.(language|country|region)=", toolOptions, flags, "-Duser.language=en", "-Duser.country=US");
        return flags;
    }

    /** 85 % of the memory in KB, as a real function's command line shows it: 445645k at 512 MB. */
    static long heapKb(int memoryMb) {
        return Math.round(memoryMb * 1024L * 0.85);
    }

    private static void addUnless(String pattern, String toolOptions, List<String> flags, String... defaults) {
        if (!Pattern.compile(pattern).matcher(toolOptions).find()) {
            flags.addAll(List.of(defaults));
        }
    }
}
