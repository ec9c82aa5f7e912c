package io.github.lambdaperf.core.invoke;

/**
 * Where the time of an HTTP exchange went, with k6's names and meanings, in milliseconds; 0 for what did not take place.
 *
 * @param blocked until there was a connection to use, or room to open one
 * @param connecting look-up of the name and TCP connection; 0 on a kept connection
 * @param tlsHandshaking TLS handshake; 0 on a kept connection
 * @param sending until the request was written
 * @param waiting from there to the head of the answer
 * @param receiving from there to the last byte
 */
public record HttpTimings(
        double blocked, double connecting, double tlsHandshaking, double sending, double waiting, double receiving) {

    /** k6's {@code http_req_duration}: without what it took to get a connection. */
    public double duration() {
        return sending + waiting + receiving;
    }
}
