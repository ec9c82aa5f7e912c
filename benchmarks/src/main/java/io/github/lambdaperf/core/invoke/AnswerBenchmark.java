package io.github.lambdaperf.core.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An answer with a log tail, from bytes to what is recorded of it: by itself, and by Netty's decoder. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnswerBenchmark {
    private static final HttpTimings TIMINGS = new HttpTimings(0, 0, 0, 0, 0, 0);
    private static final String ID = "6b7e6f0a-1b7f-4f6b-9a39-1c2d3e4f5a6b";

    private final ByteBuf bytes =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(answer()));
    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(4096, 65536, 65536));

    private static byte[] answer() {
        String tail = "START RequestId: " + ID + " Version: 1\nEND RequestId: " + ID + "\nREPORT RequestId: " + ID
                + "\tDuration: 1.24 ms\tBilled Duration: 2 ms\tMemory Size: 512 MB\tMax Memory Used: 98 MB\t\n";
        return ("HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Mon, 23 Nov 2026 10:00:00 GMT\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 28\r\nConnection: keep-alive\r\n"
                        + "x-amzn-RequestId: " + ID + "\r\nX-Amz-Executed-Version: 1\r\n"
                        + "X-Amzn-Trace-Id: Root=1-5f5f5f5f-0123456789abcdef01234567\r\nX-Amz-Log-Result: "
                        + Base64.getEncoder().encodeToString(tail.getBytes(StandardCharsets.UTF_8))
                        + "\r\n\r\n{\"statusCode\":200,\"ok\":true}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The way of nearly all. */
    @Benchmark
    public InvokeResponse plain() {
        PlainAnswer answer = PlainAnswer.read(bytes);
        return InvokeAnswers.of(answer, answer.body(), 1, 2, TIMINGS);
    }

    /** The way of the others. */
    @Benchmark
    public InvokeResponse netty() {
        channel.writeInbound(bytes.duplicate());
        HttpResponse head = channel.readInbound();
        InvokeResponse response = InvokeAnswers.of(new DecodedHead(head), new byte[28], 1, 2, TIMINGS);
        ReferenceCountUtil.release(channel.readInbound());
        return response;
    }
}
