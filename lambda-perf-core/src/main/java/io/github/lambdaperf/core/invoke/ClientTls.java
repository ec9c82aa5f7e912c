package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.PerfException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS of the connections to one host, whose certificate must name it. */
record ClientTls(SslContext context, String host, int port) {

    /**
     * TLS to a host.
     *
     * @param given null: the JDK's own trust
     * @throws PerfException where this JDK has none
     */
    static ClientTls to(String host, int port, SslContext given) {
        try {
            SslContext context =
                    given != null ? given : SslContextBuilder.forClient().build();
            return new ClientTls(context, host, port);
        } catch (SSLException e) {
            throw PerfException.world("TLS is not available on this JDK: " + e.getMessage(), e);
        }
    }

    /** Whose TLS it is, for the record. */
    static String provider() {
        return OpenSsl.isAvailable() ? "BoringSSL" : "the JDK's TLS";
    }

    SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator, host, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return handler;
    }
}
