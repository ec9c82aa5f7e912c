package io.github.lambdaperf.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A function the local target serves.
 *
 * @param name the function's name, 1 to 64 letters, digits, {@code -} and {@code _}
 * @param handler {@code package.Class::method} or {@code package.Class}
 * @param classPath jars and class directories of the function and its dependencies, in order
 * @param taskRoot working directory of the function's processes and value of {@code LAMBDA_TASK_ROOT}
 * @param memoryMb memory size in MB, 128 to 10240; the heap gets 85 % of it
 * @param timeout the function's timeout, more than 0 and at most 15 minutes
 * @param environment the function's own environment variables
 * @param logFormat how its log lines are framed
 * @param runtime the runtime's identifier, such as {@code java17}
 * @param architecture {@code x86_64} or {@code arm64}; reported to clients, the machine's own is what runs
 * @param javaHome the JDK or JRE that runs the function
 * @param logMask what its log lines are freed of
 */
public record FunctionDefinition(
        String name,
        String handler,
        List<Path> classPath,
        Path taskRoot,
        int memoryMb,
        Duration timeout,
        Map<String, String> environment,
        LogFormat logFormat,
        String runtime,
        String architecture,
        Path javaHome,
        LogMask logMask) {

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

    /** Checks the ranges given above. */
    public FunctionDefinition {
        Objects.requireNonNull(logFormat, "logFormat");
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(taskRoot, "taskRoot");
        Objects.requireNonNull(javaHome, "javaHome");
        Objects.requireNonNull(logMask, "logMask");
        classPath = List.copyOf(classPath);
        environment = Map.copyOf(environment);
        if (name == null || !name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "function name '" + name + "' is not valid: use 1 to 64 letters, digits, hyphens and underscores");
        }
        if (handler == null || handler.isBlank()) {
            throw new IllegalArgumentException(
                    "function " + name + " has no handler: set it to package.Class or package.Class::method");
        }
        if (memoryMb < 128 || memoryMb > 10240) {
            throw new IllegalArgumentException("function " + name + ": memory of " + memoryMb
                    + " MB is out of range: Lambda offers 128 to 10240 MB");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("function " + name + ": timeout " + timeout
                    + " is out of range: Lambda allows more than 0 and at most 900 seconds");
        }
    }

    /** The same code with another configuration; checks the ranges given above. */
    public FunctionDefinition configured(
            String otherHandler,
            int otherMemoryMb,
            Duration otherTimeout,
            Map<String, String> otherEnvironment,
            LogFormat otherLogFormat) {
        return new FunctionDefinition(
                name,
                otherHandler,
                classPath,
                taskRoot,
                otherMemoryMb,
                otherTimeout,
                otherEnvironment,
                otherLogFormat,
                runtime,
                architecture,
                javaHome,
                logMask);
    }

    /** A builder with Lambda's defaults: 128 MB, 3 s, text logs, {@code java17} on this JVM's Java home. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of a {@link FunctionDefinition}; only name and handler have no default. */
    public static final class Builder {
        private String name;
        private String handler;
        private List<Path> classPath = List.of();
        private Path taskRoot;
        private int memoryMb = 128;
        private Duration timeout = Duration.ofSeconds(3);
        private final Map<String, String> environment = new LinkedHashMap<>();
        private LogFormat logFormat = LogFormat.TEXT;
        private String runtime = "java17";
        private String architecture = "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "x86_64";
        private Path javaHome = Path.of(System.getProperty("java.home"));
        private LogMask logMask = LogMask.NONE;

        private Builder() {}

        /** The function's name. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** The handler, {@code package.Class} or {@code package.Class::method}. */
        public Builder handler(String value) {
            handler = value;
            return this;
        }

        /** Jars and class directories, in order. */
        public Builder classPath(List<Path> value) {
            classPath = new ArrayList<>(value);
            return this;
        }

        /** Working directory; without it the first directory of the class path, else the system's temporary one. */
        public Builder taskRoot(Path value) {
            taskRoot = value;
            return this;
        }

        /** Memory size in MB. */
        public Builder memoryMb(int value) {
            memoryMb = value;
            return this;
        }

        /** The function's timeout. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /** Adds the function's environment variables. */
        public Builder environment(Map<String, String> value) {
            environment.putAll(value);
            return this;
        }

        /** How log lines are framed. */
        public Builder logFormat(LogFormat value) {
            logFormat = value;
            return this;
        }

        /** The runtime's identifier. */
        public Builder runtime(String value) {
            runtime = value;
            return this;
        }

        /** {@code x86_64} or {@code arm64}. */
        public Builder architecture(String value) {
            architecture = value;
            return this;
        }

        /** The JDK or JRE that runs the function. */
        public Builder javaHome(Path value) {
            javaHome = value;
            return this;
        }

        /** What its log lines are freed of before they are kept; nothing by default. */
        public Builder logMask(LogMask value) {
            logMask = value;
            return this;
        }

        /** Builds the definition; throws {@link IllegalArgumentException} for values out of range. */
        public FunctionDefinition build() {
            Path root = taskRoot;
            if (root == null) {
                root = classPath.stream()
                        .filter(java.nio.file.Files::isDirectory)
                        .findFirst()
                        .orElse(Path.of(System.getProperty("java.io.tmpdir")));
            }
            return new FunctionDefinition(
                    name,
                    handler,
                    classPath,
                    root,
                    memoryMb,
                    timeout,
                    environment,
                    logFormat,
                    runtime,
                    architecture,
                    javaHome,
                    logMask);
        }
    }
}
