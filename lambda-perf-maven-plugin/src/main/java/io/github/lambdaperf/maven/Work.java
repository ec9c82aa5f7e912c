package io.github.lambdaperf.maven;

/** Something that takes a while and can be interrupted. */
@FunctionalInterface
interface Work<T> {
    T run() throws InterruptedException;
}
