package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleEventTest {
    private static final List<Path> CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.matches(".*(test-classes|aws-lambda-java-(core|events)-.*)"))
            .map(Path::of)
            .toList();

    private abstract static class Nothing<E> implements RequestHandler<E, String> {
        @Override
        public String handleRequest(E event, Context context) {
            return "";
        }
    }

    record Line(String sku, int quantity) {}

    record Order(String orderId, String customer, List<Line> lines, double total) {}

    static class OfOrders implements RequestHandler<Order, String> {
        @Override
        public String handleRequest(Order event, Context context) {
            return "";
        }
    }

    static class OfMaps implements RequestHandler<Map<String, Object>, String> {
        @Override
        public String handleRequest(Map<String, Object> event, Context context) {
            return "";
        }
    }

    static class OfQueues implements RequestHandler<SQSEvent, String> {
        @Override
        public String handleRequest(SQSEvent event, Context context) {
            return "";
        }
    }

    static class OfApis implements RequestHandler<APIGatewayProxyRequestEvent, String> {
        @Override
        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
            return "";
        }
    }

    static class OfBuckets extends Nothing<S3Event> {}

    @Test
    void hasTheFieldsOfTheInputType() {
        assertThat(eventOf(OfOrders.class))
                .isEqualTo(Map.of(
                        "orderId",
                        "orderId-${vu}-${iteration}",
                        "customer",
                        "customer",
                        "lines",
                        List.of(Map.of("sku", "sku", "quantity", 1)),
                        "total",
                        1.5));
    }

    @Test
    void isTheServicesWhereTheTypeIsOneOfAws() {
        assertThat(eventOf(OfQueues.class))
                .isEqualTo(Map.of("$event", "sqs", "$body", Map.of("id", "id-${vu}-${iteration}")));
        assertThat(eventOf(OfApis.class))
                .isEqualTo(Map.of("$event", "api-rest", "$body", Map.of("id", "id-${vu}-${iteration}")));
    }

    @Test
    void isFoundThroughAClassBetween() {
        assertThat(eventOf(OfBuckets.class)).isEqualTo(Map.of("$event", "s3"));
    }

    @Test
    void isEmptyWhereTheTypeSaysNothing() {
        assertThat(eventOf(OfMaps.class)).isEqualTo(Map.of());
    }

    @Test
    void looksIntoLibrariesForTypesOfTheirs(@TempDir Path own) throws Exception {
        ClassScanTest.copy(OfOrders.class, own);
        ClassScanTest.copy(OfBuckets.class, own);

        assertThat(SampleEvent.of(OfOrders.class.getName(), own, CLASS_PATH)).isEqualTo(eventOf(OfOrders.class));
        assertThat(SampleEvent.of(OfBuckets.class.getName(), own, CLASS_PATH)).isEqualTo(Map.of("$event", "s3"));
        assertThat(SampleEvent.of(OfQueues.class.getName() + "::handleRequest", own, CLASS_PATH))
                .as("a handler of a library")
                .isEqualTo(eventOf(OfQueues.class));
        assertThat(SampleEvent.of("com.example.Missing", own, CLASS_PATH)).isEqualTo(Map.of());
    }

    private static Object eventOf(Class<?> handler) {
        return SampleEvent.of(handler.getName(), CLASS_PATH.get(0), CLASS_PATH);
    }
}
