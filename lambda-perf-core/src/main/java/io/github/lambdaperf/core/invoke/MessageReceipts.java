package io.github.lambdaperf.core.invoke;

/** Told, message by message, what became of a send, on the invoker's own thread. */
public interface MessageReceipts {

    /** The service has taken it. @param id that the service gave to it, or null */
    void accepted(long number, String id);

    /** The service has not taken it, or has not said so. */
    void rejected(long number);
}
