package io.github.lambdaperf.maven;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.plugin.logging.Log;

/** One load at a time on this machine: modules that are built in parallel, and builds, would measure each other. */
@Named
@Singleton
class LoadGate {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Path machine =
            Path.of(System.getProperty("java.io.tmpdir"), "lambda-perf-" + System.getProperty("user.name") + ".lock");

    /** Does the work when its turn comes; says where it waits. */
    <T> T alone(Log log, Work<T> work) throws InterruptedException {
        return inThisBuild(log, () -> {
            String owner = "a load of process " + ProcessHandle.current().pid();
            Optional<FileLocked> free = FileLocked.tryLock(machine, owner);
            if (free.isEmpty()) {
                log.info("waiting for another build on this machine: " + FileLocked.owner(machine));
            }
            FileLocked locked = free.isPresent() ? free.get() : FileLocked.lock(machine, owner);
            try {
                return work.run();
            } finally {
                locked.close();
            }
        });
    }

    /** Does the work beside other builds, which is what shards on one machine ask for. */
    <T> T inThisBuild(Log log, Work<T> work) throws InterruptedException {
        if (!lock.tryLock()) {
            log.info("waiting for the load of another module");
            lock.lockInterruptibly();
        }
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
