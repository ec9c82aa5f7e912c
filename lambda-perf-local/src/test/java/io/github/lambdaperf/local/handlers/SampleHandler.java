package io.github.lambdaperf.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The function under test: does what the event's {@code do} says. */
public final class SampleHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        String action = String.valueOf(event.get("do"));
        if (action.equals("echo")) {
            return event;
        }
        System.out.println("printed line");
        context.getLogger().log("logged\nin two lines\n");
        context.getLogger().log("without a line end");
        switch (action) {
            case "throw" -> throw new IllegalArgumentException("no such order");
            case "exit" -> System.exit(7);
            case "halt" -> Runtime.getRuntime().halt(9);
            case "exhaust" -> exhaust();
            case "sleep" -> {
                if (event.get("file") != null) {
                    append(
                            (String) event.get("file"),
                            Long.toString(ProcessHandle.current().pid()));
                }
                sleep(((Number) event.get("ms")).longValue());
            }
            case "count" -> {
                append((String) event.get("file"), "attempt\n");
                throw new IllegalStateException("failed on purpose");
            }
            case "answer" -> {
                return Map.of("text", "x".repeat(((Number) event.get("bytes")).intValue()));
            }
            case "noise" -> System.out.println("x".repeat(6000));
            default -> {
                return describe(context);
            }
        }
        return Map.of("pid", ProcessHandle.current().pid());
    }

    private static Map<String, Object> describe(Context context) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("pid", ProcessHandle.current().pid());
        answer.put("stream", context.getLogStreamName());
        answer.put("memory", context.getMemoryLimitInMB());
        answer.put("requestId", context.getAwsRequestId());
        answer.put("arn", context.getInvokedFunctionArn());
        answer.put("remaining", context.getRemainingTimeInMillis());
        answer.put("environment", System.getenv());
        answer.put("heapMb", Runtime.getRuntime().maxMemory() >> 20);
        answer.put("charset", Charset.defaultCharset().name());
        answer.put("fileNames", System.getProperty("sun.jnu.encoding"));
        answer.put("locale", Locale.getDefault().toString());
        answer.put("directory", System.getProperty("user.dir"));
        if (context.getClientContext() != null) {
            answer.put("custom", context.getClientContext().getCustom());
        }
        return answer;
    }

    private static void exhaust() {
        List<byte[]> held = new ArrayList<>();
        while (true) {
            held.add(new byte[8 << 20]);
        }
    }

    private static void append(String file, String text) {
        try {
            Files.writeString(Path.of(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
