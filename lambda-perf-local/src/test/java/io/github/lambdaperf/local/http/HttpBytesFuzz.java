package io.github.lambdaperf.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The bytes of a connection, as they come from a socket: the whole way of the server but for the services. */
public final class HttpBytesFuzz {
    /** Answers with as many bytes as it got, and takes no more than 64. */
    private static final ApiHandler HANDLER = new ApiHandler() {
        @Override
        public CompletionStage<ApiReply> handle(ApiRequest request) {
            assertThat(request.body()).hasSizeLessThanOrEqualTo(64);
            return CompletableFuture.completedFuture(
                    ApiReply.of(200, "application/json", "[" + request.body().length + "]"));
        }

        @Override
        public int largestBody(ApiRequest head) {
            return 64;
        }
    };

    private HttpBytesFuzz() {}

    /** Whatever comes, in two pieces: answers that are HTTP, none of them a failure, and no exception. */
    public static void read(byte[] input) {
        EmbeddedChannel channel = new EmbeddedChannel();
        HttpServer.fill(channel.pipeline(), HANDLER);
        int half = input.length / 2;
        for (byte[] piece : new byte[][] {Arrays.copyOf(input, half), Arrays.copyOfRange(input, half, input.length)}) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(piece));
            }
        }
        channel.finish();
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            if (out instanceof ByteBuf bytes && bytes.isReadable()) {
                String text = bytes.toString(StandardCharsets.ISO_8859_1);
                assertThat(text).matches("(?s)(HTTP/1\\.1 (100|200|4\\d\\d) .*|\\[\\d+]|\\{\"message\":\"[^\"]*\"})");
            }
            ReferenceCountUtil.release(out);
        }
    }
}
