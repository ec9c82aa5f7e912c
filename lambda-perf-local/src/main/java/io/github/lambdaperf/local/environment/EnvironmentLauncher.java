package io.github.lambdaperf.local.environment;

import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LogFormat;
import io.github.lambdaperf.local.RuntimeClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Starts the processes of execution environments. */
final class EnvironmentLauncher {

    // Nothing else of the parent's is handed down: a function must find what it would find on Lambda, and no secrets of
    // the build. A JVM starts programs by PATH, and needs SystemRoot for sockets on Windows.
    private static final Set<String> INHERITED = Set.of("PATH", "SystemRoot");

    private static final Pattern LOCALE = Pattern.compile("LANG|LC_.*");

    private final RuntimeClassPath classPath;
    private final RuntimeCommand command;
    private final Path directory;
    private final RuntimeClient client;
    private final Account account;
    private final int port;
    private final Map<Path, List<String>> archives = new HashMap<>();

    private EnvironmentLauncher(
            RuntimeClassPath classPath,
            RuntimeCommand command,
            Path directory,
            RuntimeClient client,
            Account account,
            int port) {
        this.classPath = classPath;
        this.command = command;
        this.directory = directory.toAbsolutePath();
        this.client = client;
        this.account = account;
        this.port = port;
    }

    /**
     * Makes ready what all processes share.
     *
     * @param files where files of this target's life go
     * @param cache where files that outlive it go, null for no archive of classes
     * @param javaHomes the Java homes of all functions
     * @param port the port of the Runtime API
     */
    static EnvironmentLauncher prepare(
            PrivateFiles files,
            PrivateFiles cache,
            Set<Path> javaHomes,
            RuntimeClient client,
            Account account,
            int port)
            throws IOException {
        PrivateFiles kept = cache == null ? files : cache;
        RuntimeClassPath classPath = RuntimeClassPath.in(kept);
        RuntimeCommand command = new RuntimeCommand(client == RuntimeClient.NATIVE ? NativeLibrary.unpack(kept) : null);
        EnvironmentLauncher launcher =
                new EnvironmentLauncher(classPath, command, files.directory(), client, account, port);
        if (cache != null) {
            ClassArchive archive = new ClassArchive(cache, classPath, command);
            javaHomes.forEach(home -> launcher.archives.put(home, archive.flags(home, client)));
        }
        return launcher;
    }

    /** Starts a process that writes its output to the file and talks to {@code /.environment/{id}}. */
    Process launch(FunctionVersion version, InitializationType type, String id, String logStream, Path output)
            throws IOException {
        FunctionDefinition function = version.definition();
        ProcessBuilder builder = new ProcessBuilder(command(function))
                .directory(function.taskRoot().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(variables(function));
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", version.version());
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", type.wireName());
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", version.logGroup());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
        environment.putAll(function.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port + RuntimeApi.PREFIX + id);
        environment.put("_LAMBDA_TELEMETRY_LOG_FD", "1");
        return builder.start();
    }

    private List<String> command(FunctionDefinition function) {
        String toolOptions = function.environment().getOrDefault("JAVA_TOOL_OPTIONS", "");
        List<String> flags = new ArrayList<>(RuntimeFlags.of(function.memoryMb(), toolOptions));
        if (!setsLocale(function)) {
            flags.addAll(RuntimeFlags.locale(toolOptions));
        }
        flags.addAll(archives.getOrDefault(function.javaHome(), List.of()));
        StringBuilder path = new StringBuilder(classPath.joined());
        for (Path entry : function.classPath()) {
            path.append(File.pathSeparator).append(entry.toAbsolutePath());
        }
        List<String> line = new ArrayList<>(command.start(function.javaHome(), client, flags));
        line.addAll(command.end(path.toString(), client, function.handler(), directory.toString()));
        return line;
    }

    private static boolean setsLocale(FunctionDefinition function) {
        return function.environment().keySet().stream().anyMatch(LOCALE.asMatchPredicate());
    }

    private Map<String, String> variables(FunctionDefinition function) {
        String root = function.taskRoot().toAbsolutePath().toString();
        Map<String, String> variables = new HashMap<>();
        variables.put("_HANDLER", function.handler());
        variables.put("AWS_REGION", account.region());
        variables.put("AWS_DEFAULT_REGION", account.region());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
        variables.put("LAMBDA_TASK_ROOT", root);
        variables.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
        variables.put("TZ", ":UTC");
        variables.put("LANG", "en_US.UTF-8");
        // Few Linux machines have that one, and without it file names and variables would be ASCII.
        if (!setsLocale(function) && System.getProperty("os.name").equals("Linux")) {
            variables.put("LC_ALL", "C.UTF-8");
        }
        if (function.logFormat() == LogFormat.JSON) {
            variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
            variables.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
        } else {
            variables.put("AWS_LAMBDA_LOG_FORMAT", "Text");
        }
        // A set of its own or none: two parts of different credentials help nobody.
        if (!function.environment().containsKey("AWS_ACCESS_KEY_ID")) {
            variables.put("AWS_ACCESS_KEY_ID", "local");
            variables.put("AWS_SECRET_ACCESS_KEY", "local");
            variables.put("AWS_SESSION_TOKEN", "local");
        }
        return variables;
    }
}
