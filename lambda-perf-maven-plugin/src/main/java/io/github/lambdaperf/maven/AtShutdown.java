package io.github.lambdaperf.maven;

/** What is done where the build is ended during a work. */
final class AtShutdown {
    private AtShutdown() {}

    /** @param stop ends the work and waits for that */
    static <T> T stop(Runnable stop, Work<T> work) throws InterruptedException {
        Thread hook = new Thread(stop, "lambda-perf-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the build is being ended: the hook is at work
        }
    }
}
