package io.github.lambdaperf.core.invoke;

import java.util.Map;

/** What precedes the body of an answer. */
interface AnswerHead {
    int status();

    /** The first value of a header, or null. @param name in any case */
    String header(String name);

    /**
     * What a header holds in Base64, or null.
     *
     * @param name in any case
     * @throws IllegalArgumentException where it is no Base64
     */
    byte[] base64(String name);

    /** All headers; outlives the answer. */
    Map<String, String> headers();
}
