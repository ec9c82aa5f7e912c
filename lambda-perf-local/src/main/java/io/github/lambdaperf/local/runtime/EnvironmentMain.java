package io.github.lambdaperf.local.runtime;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Main class of an execution environment's process: AWS's runtime interface client, ended together with the local
 * target. This package is all of the local target that a function's class path sees.
 */
public final class EnvironmentMain {

    /** First argument for AWS's native HTTP client. */
    public static final String NATIVE = "native";

    /** First argument for {@link JavaRuntime}. */
    public static final String JAVA = "java";

    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private EnvironmentMain() {}

    /**
     * Runs the handler named by the second argument with the client named by the first until the target goes away. The
     * third one, if there is one, is the target's directory, deleted when the target was killed.
     */
    public static void main(String[] args) throws Throwable {
        Thread watch =
                new Thread(() -> haltWithParent(args.length > 2 ? Path.of(args[2]) : null), "lambda-local-parent");
        watch.setDaemon(true);
        watch.start();
        if (args[0].equals(JAVA)) {
            JavaRuntime.run(args[1]);
        } else {
            AWSLambda.main(new String[] {args[1]});
        }
        // The loop ends after a fatal error; a thread that the function left behind must not keep a dead runtime alive.
        System.exit(0);
    }

    // The target holds the other end of the pipe, so its end is seen even when it was killed and the handler is busy.
    private static void haltWithParent(Path directory) {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // as good as the end of the stream
        }
        try {
            if (directory != null) {
                deleteWithParent(directory);
            }
        } catch (IOException | RuntimeException e) {
            // Another environment deletes it at the same time, or the next target will.
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    // A dying process may give up the lock a moment after the pipe.
    private static void deleteWithParent(Path directory) throws IOException {
        long start = System.nanoTime();
        while (!LeftOverDirectory.delete(directory) && System.nanoTime() - start < PATIENCE_NANOS) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}
