package io.github.lambdaperf.core.delivery;

import io.github.lambdaperf.core.invoke.MessageReceipts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Every message of a scenario and what is known of it, in about 40 bytes each. Safe for use by several threads.
 */
public final class SentMessages implements MessageReceipts {
    /** Messages that are allocated together. */
    private static final int CHUNK = 4096;

    private static final int SENT = 1;
    private static final int DEAD_LETTER = 2;
    private static final int ON_FAILURE = 4;
    private static final int ON_SUCCESS = 8;
    private static final int GIVEN_UP = 16;
    private static final int REJECTED = 32;

    private static final class Chunk {
        private final long[] dueMicros = new long[CHUNK];
        private final long[] idHigh = new long[CHUNK];
        private final long[] idLow = new long[CHUNK];
        private final byte[] kind = new byte[CHUNK];
        private final byte[] flags = new byte[CHUNK];
        private final short[] handled = new short[CHUNK];
        private final short[] attempts = new short[CHUNK];
    }

    private final List<Chunk> chunks = new ArrayList<>();
    private long made;
    private long sent;
    private long handledOnce;
    private long ended;
    private long oldest;

    /**
     * A message that is about to be sent.
     *
     * @param kind index of its failure; -1: one of the scenario's own
     * @param dueMicros intended start, microseconds since 1970
     * @return its number
     */
    public synchronized long add(int kind, long dueMicros) {
        int index = (int) (made % CHUNK);
        if (index == 0) {
            chunks.add(new Chunk());
        }
        Chunk chunk = chunks.get((int) (made / CHUNK));
        chunk.kind[index] = (byte) kind;
        chunk.dueMicros[index] = dueMicros;
        return made++;
    }

    @Override
    public synchronized void accepted(long number, String id) {
        Chunk chunk = chunk(number);
        int index = index(number);
        taken(chunk, index);
        UUID uuid = uuid(id);
        if (uuid != null) {
            chunk.idHigh[index] = uuid.getMostSignificantBits();
            chunk.idLow[index] = uuid.getLeastSignificantBits();
        }
    }

    @Override
    public synchronized void rejected(long number) {
        chunk(number).flags[index(number)] |= REJECTED;
    }

    /** A message that turns up was taken, whatever became of the answer. */
    private void taken(Chunk chunk, int index) {
        if ((chunk.flags[index] & SENT) == 0) {
            chunk.flags[index] |= SENT;
            sent++;
        }
    }

    /**
     * The function took a message without an error.
     *
     * @param attempts tries that this made
     * @return the intended start in microseconds since 1970 where this was the first time; else -1
     */
    public synchronized long handled(long number, int attempts) {
        if (!known(number)) {
            return -1;
        }
        Chunk chunk = chunk(number);
        int index = index(number);
        boolean first = chunk.handled[index] == 0;
        taken(chunk, index);
        if (first) {
            handledOnce++;
            ended += isEnded(chunk, index) ? 0 : 1;
        }
        chunk.handled[index] = plus(chunk.handled[index], 1);
        chunk.attempts[index] = plus(chunk.attempts[index], attempts);
        return first ? chunk.dueMicros[index] : -1;
    }

    /** The function failed on a message. @param finallyGivenUp true where nobody tries again */
    public synchronized void failed(long number, int attempts, boolean finallyGivenUp) {
        if (known(number)) {
            Chunk chunk = chunk(number);
            int index = index(number);
            taken(chunk, index);
            chunk.attempts[index] = plus(chunk.attempts[index], attempts);
            if (finallyGivenUp) {
                flag(chunk, index, GIVEN_UP);
            }
        }
    }

    /** A message was found in a dead-letter queue. */
    public synchronized void deadLettered(long number) {
        found(number, DEAD_LETTER);
    }

    /** A message's record was found at the on-failure destination. */
    public synchronized void onFailure(long number) {
        found(number, ON_FAILURE);
    }

    /** A message's record was found at the on-success destination. */
    public synchronized void onSuccess(long number) {
        found(number, ON_SUCCESS);
    }

    private void found(long number, int flag) {
        if (known(number)) {
            flag(chunk(number), index(number), flag);
        }
    }

    private void flag(Chunk chunk, int index, int flag) {
        taken(chunk, index);
        boolean before = isEnded(chunk, index);
        chunk.flags[index] |= flag;
        ended += !before && isEnded(chunk, index) ? 1 : 0;
    }

    private static boolean isEnded(Chunk chunk, int index) {
        return chunk.handled[index] > 0 || (chunk.flags[index] & (DEAD_LETTER | ON_FAILURE | GIVEN_UP)) != 0;
    }

    /** A message at rest. */
    public record Message(
            long number,
            String id,
            int kind,
            boolean sent,
            int handled,
            int attempts,
            boolean deadLetter,
            boolean onFailure,
            boolean onSuccess,
            boolean givenUp) {
        /** Tries after the first. */
        public int retries() {
            return Math.max(0, attempts - 1);
        }

        /** Whether it is known where it has ended. */
        public boolean ended() {
            return handled > 0 || deadLetter || onFailure || givenUp;
        }
    }

    /** What is known of a message. */
    public synchronized Message get(long number) {
        Chunk chunk = chunk(number);
        int index = index(number);
        int flags = chunk.flags[index];
        boolean hasId = chunk.idHigh[index] != 0 || chunk.idLow[index] != 0;
        return new Message(
                number,
                hasId ? new UUID(chunk.idHigh[index], chunk.idLow[index]).toString() : null,
                chunk.kind[index],
                (flags & SENT) != 0,
                chunk.handled[index],
                chunk.attempts[index],
                (flags & DEAD_LETTER) != 0,
                (flags & ON_FAILURE) != 0,
                (flags & ON_SUCCESS) != 0,
                (flags & GIVEN_UP) != 0);
    }

    /** Intended start of a message, microseconds since 1970; -1 where there is no such message. */
    public synchronized long dueMicros(long number) {
        return known(number) ? chunk(number).dueMicros[index(number)] : -1;
    }

    /** Messages made, whether they were taken or not. */
    public synchronized long made() {
        return made;
    }

    /** Messages that the service has taken. */
    public synchronized long sent() {
        return sent;
    }

    /** Messages that the function has taken at least once. */
    public synchronized long delivered() {
        return handledOnce;
    }

    /** Messages of which it is known where they ended. */
    public synchronized long ended() {
        return ended;
    }

    /** Intended start of the oldest message sent whose end is not known, microseconds since 1970; -1: there is none. */
    public synchronized long oldestOpenMicros() {
        while (oldest < made) {
            Chunk chunk = chunk(oldest);
            int index = index(oldest);
            boolean over = isEnded(chunk, index) || (chunk.flags[index] & (SENT | REJECTED)) == REJECTED;
            if (!over) {
                return (chunk.flags[index] & SENT) == 0 ? -1 : chunk.dueMicros[index];
            }
            oldest++;
        }
        return -1;
    }

    private boolean known(long number) {
        return number >= 0 && number < made;
    }

    private Chunk chunk(long number) {
        return chunks.get((int) (number / CHUNK));
    }

    private static int index(long number) {
        return (int) (number % CHUNK);
    }

    private static short plus(short value, int more) {
        return (short) Math.min(Short.MAX_VALUE, value + more);
    }

    private static UUID uuid(String id) {
        try {
            return id == null ? null : UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
