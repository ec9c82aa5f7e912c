package io.github.lambdaperf.maven;

import java.util.concurrent.locks.ReentrantLock;
import javax.inject.Named;
import javax.inject.Singleton;

/** One load at a time in this JVM: modules that are built in parallel would measure each other. */
@Named
@Singleton
class LoadGate {
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Waits for its turn. @return false where another module's load is running, so that the wait can be told */
    boolean tryEnter() {
        return lock.tryLock();
    }

    void enter() throws InterruptedException {
        lock.lockInterruptibly();
    }

    void leave() {
        lock.unlock();
    }
}
