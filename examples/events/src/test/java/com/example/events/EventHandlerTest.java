package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventHandlerTest {
    private static String answer(String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new EventHandler()
                .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, null);
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void namesTheMessagesOfABatchThatFailed() throws IOException {
        String good = "{\"messageId\":\"a\",\"eventSource\":\"aws:sqs\",\"body\":\"{\\\"payload\\\":{\\\"action\\\":\\\"process\\\"}}\"}";
        String bad = "{\"messageId\":\"b\",\"eventSource\":\"aws:sqs\",\"body\":\"{broken\"}";

        assertEquals(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}", answer("{\"Records\":[" + good + "," + bad + "]}"));
    }

    @Test
    void failsOnAnEventOfABusThatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> answer("{\"detail\":{\"payload\":{\"action\":\"drop\"}}}"));
    }
}
