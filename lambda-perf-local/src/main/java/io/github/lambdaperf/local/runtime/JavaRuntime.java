package io.github.lambdaperf.local.runtime;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.api.client.logging.FramedTelemetryLogSink;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.RapidErrorType;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.converters.LambdaErrorConverter;
import com.amazonaws.services.lambda.runtime.api.client.util.ConcurrencyConfig;
import com.amazonaws.services.lambda.runtime.api.client.util.LambdaOutputStream;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.amazonaws.services.lambda.runtime.serialization.util.ReflectUtil;
import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AWS's runtime loop with handlers, serialisation and logging of {@code aws-lambda-java-runtime-interface-client}, but an
 * HTTP client in Java, for systems which that library has no native part for.
 */
final class JavaRuntime extends AWSLambda {

    private JavaRuntime() {}

    /** Runs the handler's loop; returns when an invocation failed with an error that ends the runtime. */
    static void run(String handler) throws Throwable {
        LogFormat format = LogFormat.fromString(environment("AWS_LAMBDA_LOG_FORMAT", "TEXT"));
        LogLevel level = LogLevel.fromString(environment("AWS_LAMBDA_LOG_LEVEL", "UNDEFINED"));
        try (LambdaContextLogger logger =
                        new LambdaContextLogger(new FramedTelemetryLogSink(FileDescriptor.out), level, format);
                SocketRuntimeApiClient client = new SocketRuntimeApiClient(System.getenv("AWS_LAMBDA_RUNTIME_API"))) {
            // Unbuffered, as in AWS's runtime: a line is out before the response is.
            System.setOut(new PrintStream(new LambdaOutputStream(System.out), false, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(new LambdaOutputStream(System.err), false, StandardCharsets.UTF_8));
            ReflectUtil.setStaticField(LambdaRuntime.class, "logger", true, logger);
            startRuntimeLoops(load(handler, logger, client), logger, new ConcurrencyConfig(logger), client);
        }
    }

    private static String environment(String name, String absent) {
        String value = System.getenv(name);
        return value == null ? absent : value;
    }

    private static LambdaRequestHandler load(String handler, LambdaContextLogger logger, LambdaRuntimeApiClient client)
            throws IOException {
        ClassLoader loader = functionClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        HandlerInfo info;
        try {
            info = HandlerInfo.fromString(handler, loader);
        } catch (HandlerInfo.InvalidHandlerException e) {
            UserFault fault = UserFault.makeUserFault("Invalid handler: `" + handler + "'");
            return new LambdaRequestHandler.UserFaultHandler(fault);
        } catch (ClassNotFoundException e) {
            return LambdaRequestHandler.classNotFound(e, HandlerInfo.className(handler));
        } catch (NoClassDefFoundError e) {
            return LambdaRequestHandler.initErrorHandler(e, HandlerInfo.className(handler));
        }
        LambdaRequestHandler loaded = initialise(info);
        if (loaded instanceof LambdaRequestHandler.UserFaultHandler failed && Boolean.TRUE.equals(failed.fault.fatal)) {
            logger.log(failed.fault.reportableError(), LogLevel.ERROR);
            client.reportInitError(
                    new LambdaError(LambdaErrorConverter.fromUserFault(failed.fault), RapidErrorType.BadFunctionCode));
            System.exit(1);
        }
        return loaded;
    }

    private static LambdaRequestHandler initialise(HandlerInfo info) {
        try {
            return EventHandlerLoader.loadEventHandler(info);
        } catch (UserFault e) {
            return new LambdaRequestHandler.UserFaultHandler(e);
        }
    }

    // Lambda's layout of a deployment package, as AWS's runtime looks for it: the task root, then lib/*.jar.
    private static URLClassLoader functionClassLoader() throws IOException {
        File root = new File(System.getProperty("user.dir"));
        List<URL> urls = new ArrayList<>(List.of(root.toURI().toURL()));
        File[] jars = new File(root, "lib").listFiles((directory, name) -> name.endsWith(".jar"));
        if (jars != null) {
            Arrays.sort(jars);
            for (File jar : jars) {
                urls.add(jar.toURI().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getSystemClassLoader());
    }
}
