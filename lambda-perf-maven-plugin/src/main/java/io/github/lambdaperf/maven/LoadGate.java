package io.github.lambdaperf.maven;

import java.util.concurrent.locks.ReentrantLock;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.plugin.logging.Log;

/** One load at a time in this JVM: modules that are built in parallel would measure each other. */
@Named
@Singleton
class LoadGate {
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Does the work when its turn comes; says where it waits. */
    <T> T alone(Log log, Work<T> work) throws InterruptedException {
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
