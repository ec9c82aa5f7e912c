package io.github.lambdaperf.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.local.environment.InvocationResult;
import io.github.lambdaperf.local.http.ApiReply;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/** What a function answers to an API, which must become an HTTP answer whatever it is. */
public final class ProxyAnswersFuzz {
    private ProxyAnswersFuzz() {}

    /** Each kind of API makes something of it that Netty can send. */
    public static void read(byte[] answer) {
        InvocationResult result = new InvocationResult(answer, null, 1, List.of(), "1", "t");
        for (ApiKind kind : ApiKind.values()) {
            ApiReply reply = ProxyAnswers.reply(kind, result);
            assertThat(reply.status()).isBetween(100, 999);
            HttpHeaders headers = new DefaultHttpHeaders();
            reply.headers().forEach(headers::set);
            reply.more().forEach(header -> headers.add(header.getKey(), header.getValue()));
        }
    }
}
