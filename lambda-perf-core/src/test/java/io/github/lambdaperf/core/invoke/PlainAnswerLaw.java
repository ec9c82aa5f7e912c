package io.github.lambdaperf.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Locale;
import java.util.Map;

/** Netty's decoder is the judge. */
public final class PlainAnswerLaw {
    private PlainAnswerLaw() {}

    /** What is taken for plain, Netty's decoder reads just so, and keeps the connection; other bytes are left alone. */
    public static void holds(byte[] input) {
        ByteBuf buffer = Unpooled.wrappedBuffer(input);
        PlainAnswer answer = PlainAnswer.read(buffer);
        assertThat(buffer.readableBytes()).isEqualTo(input.length);
        if (answer == null) {
            return;
        }
        EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(4096, 65536, 65536));
        channel.writeInbound(buffer);
        HttpResponse decoded = channel.readInbound();
        assertThat(decoded.decoderResult().isSuccess()).isTrue();
        LastHttpContent body = channel.readInbound();
        assertThat(body.decoderResult().isSuccess()).isTrue();
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(answer.status()).isEqualTo(decoded.status().code());
        assertThat(answer.body()).isEqualTo(ByteBufUtil.getBytes(body.content()));
        assertThat(HttpUtil.isKeepAlive(decoded)).isTrue();
        assertThat(answer.headers()).isEqualTo(new DecodedHead(decoded).headers());
        for (Map.Entry<String, String> header : decoded.headers()) {
            assertThat(answer.header(header.getKey().toUpperCase(Locale.ROOT)))
                    .isEqualTo(decoded.headers().get(header.getKey()));
        }
        body.release();
        channel.finishAndReleaseAll();
    }
}
