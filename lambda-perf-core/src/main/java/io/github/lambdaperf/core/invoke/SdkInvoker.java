package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Lambda Invoke by the SDK's own client, for ways that only it knows, such as proxies. A thread for each invocation in
 * flight, several times the CPU of {@link NettyInvoker}, the same outcomes. It never retries.
 */
public final class SdkInvoker implements FunctionInvoker {
    /** More invocations at once wait for a thread, which the lateness of their sends tells. */
    private static final int MOST_THREADS = 1000;

    private static final int MAX_BODY = 7 * 1024 * 1024;
    private static final byte[] NOTHING = new byte[0];
    private static final ExecutionAttribute<Call> CALL = new ExecutionAttribute<>("lambda-perf-call");

    private final InvokeTarget target;
    private final LambdaClient lambda;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger names = new AtomicInteger();
    private final AtomicLong bytesSent = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();

    /** Made beforehand: there is no memory for it when it is needed, and a VU that hears nothing waits forever. */
    private final InvokeResponse starved = InvokeAnswers.failed(
            System.nanoTime(), InvokeOutcome.GENERATOR_ERROR, OutOfMemoryError.class.getSimpleName(), null, null);

    private volatile boolean abandoned;

    /** Opens no connection yet. */
    public SdkInvoker(InvokeTarget target, AwsSession session) {
        this(
                target,
                watching -> session.invocations(target.credentials(), target.readTimeout(), most(target), watching));
    }

    /** @param client with the interceptor that it is given */
    SdkInvoker(InvokeTarget target, Function<ExecutionInterceptor, LambdaClient> client) {
        int most = most(target);
        this.target = target;
        this.lambda = client.apply(new Watching());
        this.threads = new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "lambda-perf-sdk-" + names.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    private static int most(InvokeTarget target) {
        return Math.min(target.maxConnections(), MOST_THREADS);
    }

    /** The instants of one invocation. */
    private static final class Call {
        private long sent = System.nanoTime();
        private boolean answered;
    }

    /** Sees when a request goes out and the head of its answer is there, and what they weigh. */
    private final class Watching implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            SdkHttpRequest request = context.httpRequest();
            long size =
                    request.method().name().length() + request.encodedPath().length() + " / HTTP/1.1\r\n\r\n".length();
            bytesSent.addAndGet(size + size(request.headers()));
            attributes.getAttribute(CALL).sent = System.nanoTime();
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            SdkHttpResponse response = context.httpResponse();
            bytesReceived.addAndGet("HTTP/1.1 200 OK\r\n\r\n".length() + size(response.headers()));
            attributes.getAttribute(CALL).answered = true;
        }

        private static long size(Map<String, List<String>> headers) {
            long size = 0;
            for (var header : headers.entrySet()) {
                for (String value : header.getValue()) {
                    size += header.getKey().length() + value.length() + ": \r\n".length();
                }
            }
            return size;
        }
    }

    @Override
    public void invoke(InvokeRequest request, Consumer<InvokeResponse> listener) {
        threads.execute(() -> {
            InvokeResponse response;
            try {
                response = call(request);
            } catch (OutOfMemoryError e) {
                response = starved;
            }
            if (!abandoned) {
                listener.accept(response);
            }
        });
    }

    private InvokeResponse call(InvokeRequest request) {
        Call call = new Call();
        try {
            bytesSent.addAndGet(request.payload().length);
            var answer = lambda.invoke(sdkRequest(request, call));
            return answered(call, answer.sdkHttpResponse(), answer.payload());
        } catch (AwsServiceException e) {
            if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
                return failed(call, e);
            }
            return answered(
                    call,
                    e.awsErrorDetails().sdkHttpResponse(),
                    e.awsErrorDetails().rawResponse());
        } catch (RuntimeException | Error e) {
            return failed(call, e);
        }
    }

    private static InvokeResponse failed(Call call, Throwable thrown) {
        SdkFault fault = SdkFault.of(thrown, call.answered);
        return InvokeAnswers.failed(call.sent, fault.outcome(), fault.type(), fault.message(), null);
    }

    private InvokeResponse answered(Call call, SdkHttpResponse head, SdkBytes payload) {
        long completed = System.nanoTime();
        byte[] body = payload == null ? NOTHING : payload.asByteArrayUnsafe();
        bytesReceived.addAndGet(body.length);
        if (body.length > MAX_BODY) {
            return InvokeAnswers.failed(
                    call.sent,
                    InvokeOutcome.CONNECTION_ERROR,
                    ConnectionFault.OVERSIZED,
                    "the answer is larger than " + MAX_BODY + " bytes",
                    null);
        }
        return InvokeAnswers.of(new SdkHead(head), body, call.sent, completed, null);
    }

    private software.amazon.awssdk.services.lambda.model.InvokeRequest sdkRequest(InvokeRequest request, Call call) {
        return software.amazon.awssdk.services.lambda.model.InvokeRequest.builder()
                .functionName(target.function())
                .qualifier(target.qualifier())
                .invocationType(
                        target.type() == InvokeSpec.Type.REQUEST_RESPONSE
                                ? null
                                : target.type().wireName())
                .logType(request.logTail() ? "Tail" : null)
                .clientContext(target.clientContext())
                .tenantId(target.tenantId())
                .payload(request.payload().length == 0 ? null : SdkBytes.fromByteArrayUnsafe(request.payload()))
                .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                        .putExecutionAttribute(CALL, call)
                        .build())
                .build();
    }

    /** The SDK's clients connect when they are asked for something. */
    @Override
    public void open(int connections) {
        threads.prestartCoreThread();
    }

    /** Heads and bodies as they are laid out in HTTP/1.1. */
    @Override
    public long bytesSent() {
        return bytesSent.get();
    }

    @Override
    public long bytesReceived() {
        return bytesReceived.get();
    }

    @Override
    public String client() {
        return "AWS SDK for Java " + VersionInfo.SDK_VERSION;
    }

    @Override
    public void abandon() {
        abandoned = true;
        threads.shutdownNow();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        lambda.close();
    }
}
