package io.github.lambdaperf.core.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** AWS's own event classes, filled by the serialization of its runtime, read the events that are made here. */
class EventClassesTest {
    private static <T> T read(String template, Class<T> type) throws IOException {
        byte[] event = PayloadTemplate.compile(new ObjectMapper().readTree(template))
                .payload(new IterationContext("s", "r", 2, 3, 1_545_082_649_183L));
        return LambdaEventSerializers.serializerFor(type, EventClassesTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(event));
    }

    @Test
    void readMessages() throws IOException {
        SQSEvent sqs = read("{\"$event\":\"sqs\",\"$records\":2,\"$body\":{\"i\":\"${index}\"}}", SQSEvent.class);
        assertThat(sqs.getRecords()).extracting(SQSEvent.SQSMessage::getBody).containsExactly("{\"i\":0}", "{\"i\":1}");
        assertThat(sqs.getRecords().get(0).getAttributes()).containsEntry("SentTimestamp", "1545082649183");

        SNSEvent sns = read("{\"$event\":\"sns\",\"$subject\":\"hello\",\"$body\":{\"i\":1}}", SNSEvent.class);
        assertThat(sns.getRecords().get(0).getSNS().getMessage()).isEqualTo("{\"i\":1}");
        assertThat(sns.getRecords().get(0).getSNS().getSubject()).isEqualTo("hello");
        assertThat(sns.getRecords().get(0).getSNS().getTimestamp().getMillis()).isEqualTo(1_545_082_649_183L);

        ScheduledEvent bus = read(
                "{\"$event\":\"eventbridge\",\"$detailType\":\"Placed\",\"$body\":{\"i\":1}}", ScheduledEvent.class);
        assertThat(bus.getDetailType()).isEqualTo("Placed");
        assertThat(bus.getDetail()).containsEntry("i", 1);
    }

    @Test
    void readRequests() throws IOException {
        APIGatewayProxyRequestEvent rest = read(
                "{\"$event\":\"api-rest\",\"$method\":\"PUT\",\"$path\":\"/a\",\"$body\":{\"i\":1}}",
                APIGatewayProxyRequestEvent.class);
        assertThat(rest.getHttpMethod()).isEqualTo("PUT");
        assertThat(rest.getBody()).isEqualTo("{\"i\":1}");
        assertThat(rest.getRequestContext().getHttpMethod()).isEqualTo("PUT");

        for (String name : new String[] {"api-http", "function-url"}) {
            APIGatewayV2HTTPEvent http =
                    read("{\"$event\":\"" + name + "\",\"$path\":\"/a\"}", APIGatewayV2HTTPEvent.class);
            assertThat(http.getRawPath()).isEqualTo("/a");
            assertThat(http.getRequestContext().getHttp().getMethod()).isEqualTo("POST");
        }
    }

    @Test
    void readStreamsAndObjects() throws IOException {
        S3Event s3 = read("{\"$event\":\"s3\",\"$bucket\":\"b\",\"$key\":\"k-${vu}\",\"$size\":7}", S3Event.class);
        assertThat(s3.getRecords().get(0).getS3().getBucket().getName()).isEqualTo("b");
        assertThat(s3.getRecords().get(0).getS3().getObject().getKey()).isEqualTo("k-2");
        assertThat(s3.getRecords().get(0).getS3().getObject().getSizeAsLong()).isEqualTo(7);

        DynamodbEvent table =
                read("{\"$event\":\"dynamodb\",\"$newImage\":{\"Id\":{\"N\":\"17\"}}}", DynamodbEvent.class);
        assertThat(table.getRecords()
                        .get(0)
                        .getDynamodb()
                        .getNewImage()
                        .get("Id")
                        .getN())
                .isEqualTo("17");

        KinesisEvent stream = read("{\"$event\":\"kinesis\",\"$body\":{\"i\":1}}", KinesisEvent.class);
        assertThat(StandardCharsets.UTF_8
                        .decode(stream.getRecords().get(0).getKinesis().getData())
                        .toString())
                .isEqualTo("{\"i\":1}");
    }
}
