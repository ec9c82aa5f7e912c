package io.github.lambdaperf.core.delivery;

import java.util.List;

/** Who tells what the function has taken: the boundary to the local target's account of it and to the function's logs. */
interface HandledSource {

    /**
     * Something that became of a message.
     *
     * @param number of the message
     * @param success whether the function took it
     * @param givenUp whether nobody tries again
     * @param attempts tries that this tells of
     * @param invocations of the function that this tells of; the other messages of a batch tell of none
     * @param atMicros when, microseconds since 1970
     */
    record Handled(long number, boolean success, boolean givenUp, int attempts, int invocations, long atMicros) {}

    /** What has become known since the last call. */
    List<Handled> next();

    /** Where it comes from, for the record. */
    String name();
}
