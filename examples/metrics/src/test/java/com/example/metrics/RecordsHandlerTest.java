package com.example.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecordsHandlerTest {
    @Test
    void addsUpTheValues() throws IOException {
        assertEquals(3.5, RecordsHandler.process(new ObjectMapper().readTree("[{\"value\":1.5},{\"value\":2}]")));
    }
}
