package io.github.lambdaperf.local;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs a local target in a process of its own: prints {@code local target at http://127.0.0.1:PORT} and stays until its
 * standard input ends or it is told to terminate. {@code --help} says what it takes.
 */
public final class LocalTargetMain {

    private static final String USAGE = """
            A local AWS Lambda, until standard input ends.

            --handler HANDLER        package.Class or package.Class::method; without it no function is served, only logs
            --classpath PATH         jars and class directories of the function, joined as for java -cp
            --name NAME              the function's name (default: function)
            --memory MB              (default: 512)
            --timeout SECONDS        (default: 3)
            --env NAME=VALUE         an environment variable of the function, may be repeated
            --log-format text|json   (default: text)
            --port PORT              (default: any free one)
            --concurrency N          concurrent executions (default: the machine's processors)
            --data DIRECTORY         keeps the logs there
            --cache DIRECTORY        keeps the archive of the runtime's classes there
            --runtime-client native|java
            --region REGION          (default: us-east-1)
            --api-key KEY            what REST APIs ask for in X-Api-Key
            --time-scale FACTOR      for what AWS counts in minutes: retries of events and their age (default: 1)
            """;

    private LocalTargetMain() {}

    /** Starts the target and waits for the end of standard input. */
    public static void main(String[] args) throws IOException {
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            // records where a sample of all buffers was made, which invocations pay for
            System.setProperty("io.netty.leakDetection.level", "disabled");
        }
        PrintStream out = System.out;
        if (List.of(args).contains("--help")) {
            out.write(USAGE.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return;
        }
        LocalTarget.Builder target;
        try {
            target = parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try (LocalTarget started = target.build().start()) {
            out.write(("local target at " + started.endpoint() + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** The settings of a command line; {@link IllegalArgumentException} names the option that is wrong. */
    static LocalTarget.Builder parse(String... args) {
        LocalTarget.Builder target = LocalTarget.builder();
        FunctionDefinition.Builder function =
                FunctionDefinition.builder().name("function").memoryMb(512);
        Map<String, String> environment = new LinkedHashMap<>();
        boolean hasHandler = false;
        for (int i = 0; i < args.length; i += 2) {
            String option = args[i];
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = args[i + 1];
            switch (option) {
                case "--handler" -> {
                    hasHandler = true;
                    function.handler(value);
                }
                case "--classpath" -> function.classPath(paths(value));
                case "--name" -> function.name(value);
                case "--memory" -> function.memoryMb(number(option, value));
                case "--timeout" -> function.timeout(Duration.ofSeconds(number(option, value)));
                case "--env" -> variable(value, environment);
                case "--log-format" -> function.logFormat(constant(LogFormat.class, option, value));
                case "--port" -> target.port(number(option, value));
                case "--concurrency" -> target.maxConcurrency(number(option, value));
                case "--data" -> target.dataDirectory(Path.of(value));
                case "--cache" -> target.cacheDirectory(Path.of(value));
                case "--runtime-client" -> target.runtimeClient(constant(RuntimeClient.class, option, value));
                case "--region" -> target.region(value);
                case "--api-key" -> target.apiKey(value);
                case "--time-scale" -> target.timeScale(decimal(option, value));
                default -> throw new IllegalArgumentException("unknown option " + option + "; --help lists them");
            }
        }
        return hasHandler ? target.function(function.environment(environment).build()) : target;
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is '" + value + "' but must be a whole number", e);
        }
    }

    private static double decimal(String option, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is '" + value + "' but must be a number", e);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String option, String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
        }
        String known = String.join(
                "|",
                List.of(type.getEnumConstants()).stream()
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList());
        throw new IllegalArgumentException(option + " is '" + value + "' but must be " + known);
    }

    private static void variable(String value, Map<String, String> environment) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--env is '" + value + "' but must be NAME=VALUE");
        }
        environment.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private static List<Path> paths(String joined) {
        List<Path> paths = new ArrayList<>();
        for (String path : joined.split(Pattern.quote(File.pathSeparator))) {
            if (!path.isEmpty()) {
                paths.add(Path.of(path));
            }
        }
        return paths;
    }
}
