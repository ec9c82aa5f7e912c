package io.github.lambdaperf.local.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceEndpointTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ServiceEndpoint.Names NAMES = new ServiceEndpoint.Names(
            "Example2020",
            "1.0",
            "example",
            "2020-01-01",
            "http://example.amazonaws.com/doc/2020-01-01/",
            Set.of("Map"));

    private ObjectNode seen;
    private final ServiceEndpoint endpoint = new ServiceEndpoint(NAMES, (operation, input) -> {
        seen = input;
        return switch (operation) {
            case "Get" -> output();
            case "Put" -> null;
            case "Refuse" -> throw new ServiceError(400, "LimitFault", "Limit", "a < b & \"c\"");
            default -> throw ServiceError.unknownOperation("Example", operation);
        };
    });

    private static ObjectNode output() {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putArray("List").addObject().put("Name", "a<b").put("Value", 1.5);
        output.putObject("Map").put("k", "v");
        Timestamps.put(output, "At", Instant.parse("2020-01-01T00:00:00.500Z"));
        return output;
    }

    private String post(String path, byte[] body, String... headers) {
        ApiReply reply = reply(path, body, headers);
        return new String(reply.body(), StandardCharsets.UTF_8)
                .replace(reply.headers().get("x-amzn-RequestId"), "ID");
    }

    private ApiReply reply(String path, byte[] body, String... headers) {
        HttpHeaders all = new DefaultHttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        ApiRequest request = new ApiRequest("POST", path, Map.of(), all, body);
        assertThat(endpoint.accepts(request)).isTrue();
        return endpoint.handle(request).toCompletableFuture().join();
    }

    private String form(String body) {
        return post(
                "/",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded; charset=utf-8");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void jsonHasMomentsAsSeconds() {
        assertThat(post("/", utf8("{\"A\":[1]}"), "X-Amz-Target", "Example2020.Get"))
                .isEqualTo("{\"List\":[{\"Name\":\"a<b\",\"Value\":1.5}],\"Map\":{\"k\":\"v\"},\"At\":1577836800.5}");
        assertThat(seen).hasToString("{\"A\":[1]}");
        assertThat(post("/", new byte[0], "X-Amz-Target", "Example2020.Put")).isEqualTo("{}");
        ApiReply refusal = reply("/", utf8("{}"), "X-Amz-Target", "Example2020.Refuse");
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.headers())
                .containsEntry("Content-Type", "application/x-amz-json-1.0")
                .containsEntry("x-amzn-query-error", "Limit;Sender");
        assertThat(post("/", utf8("{}"), "X-Amz-Target", "Example2020.Fly"))
                .isEqualTo("{\"__type\":\"UnknownOperationException\","
                        + "\"message\":\"the local target does not serve Fly of Example\"}");
        assertThat(post("/", utf8("[]"), "X-Amz-Target", "Example2020.Get")).contains("the body is no JSON object");
    }

    @Test
    void cborHasMomentsUnderTagOne() throws IOException {
        // {_ "At": 1(1577836800.5), "N": 3}
        byte[] body = HexFormat.of().parseHex("bf624174c1fb41d782f840200000" + "614e03ff");
        ApiReply reply = reply("/service/Example2020/operation/Get", body, "smithy-protocol", "rpc-v2-cbor");
        assertThat(reply.headers())
                .containsEntry("smithy-protocol", "rpc-v2-cbor")
                .containsEntry("Content-Type", "application/cbor");
        assertThat(HexFormat.of().formatHex(reply.body())).contains("624174c1fb41d782f840200000");
        assertThat(seen).hasToString("{\"At\":1.5778368005E9,\"N\":3}");
        assertThat(Timestamps.read(seen.path("At"))).contains(Instant.parse("2020-01-01T00:00:00.500Z"));

        ApiReply nothing = reply("/service/Example2020/operation/Put", new byte[0]);
        assertThat(nothing.body()).isEmpty();
        assertThat(nothing.headers()).doesNotContainKey("Content-Type");

        ApiReply refusal = reply("/service/Example2020/operation/Refuse", new byte[0]);
        JsonNode error = new CBORMapper().readTree(refusal.body());
        assertThat(error).hasToString("{\"__type\":\"LimitFault\",\"message\":\"a < b & \\\"c\\\"\"}");
        assertThat(refusal.headers()).containsEntry("x-amzn-query-error", "Limit;Sender");
        assertThat(JSON.valueToTree(new CBORMapper()
                                .readTree(reply("/service/Example2020/operation/Get", utf8("{"))
                                        .body())
                                .path("__type"))
                        .asText())
                .isEqualTo("SerializationException");
    }

    @Test
    void formsBecomeTreesAndTreesXml() {
        assertThat(form("Action=Get&Version=2020-01-01&A.member.2.N=b&A.member.1.N=a+c&B.1=x&S.T=u"
                        + "&M.entry.1.Name=k&M.entry.1.Value.D=v&At=2020-01-01T00%3A00%3A00Z"))
                .isEqualTo("<GetResponse xmlns=\"http://example.amazonaws.com/doc/2020-01-01/\"><GetResult>"
                        + "<List><member><Name>a&lt;b</Name><Value>1.5</Value></member></List>"
                        + "<Map><entry><key>k</key><value>v</value></entry></Map>"
                        + "<At>2020-01-01T00:00:00.500Z</At></GetResult>"
                        + "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></GetResponse>");
        assertThat(seen)
                .hasToString("{\"A\":[{\"N\":\"a c\"},{\"N\":\"b\"}],\"B\":[\"x\"],\"S\":{\"T\":\"u\"},"
                        + "\"M\":{\"k\":{\"D\":\"v\"}},\"At\":\"2020-01-01T00:00:00Z\"}");
        assertThat(Timestamps.read(seen.path("At"))).contains(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(form("Action=Put&Version=2020-01-01"))
                .isEqualTo("<PutResponse xmlns=\"http://example.amazonaws.com/doc/2020-01-01/\">"
                        + "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></PutResponse>");
        assertThat(form("Action=Refuse&Version=2020-01-01"))
                .isEqualTo("<ErrorResponse xmlns=\"http://example.amazonaws.com/doc/2020-01-01/\"><Error>"
                        + "<Type>Sender</Type><Code>Limit</Code><Message>a &lt; b &amp; &quot;c&quot;</Message></Error>"
                        + "<RequestId>ID</RequestId></ErrorResponse>");
        assertThat(form("Action=Fly&Version=2020-01-01"))
                .contains("<Code>InvalidAction</Code>", "does not serve Fly of Example");
        assertThat(form("Action=Get&Version=2020-01-01&A.member.x=1")).contains("<Code>MalformedQueryString</Code>");
    }

    @Test
    void requestsOfOthersAreNotAccepted() {
        HttpHeaders target = new DefaultHttpHeaders().add("X-Amz-Target", "Logs_20140328.Get");
        assertThat(endpoint.accepts(new ApiRequest("POST", "/", Map.of(), target, new byte[0])))
                .isFalse();
        HttpHeaders form = new DefaultHttpHeaders().add("Content-Type", "application/x-www-form-urlencoded");
        assertThat(endpoint.accepts(new ApiRequest("POST", "/", Map.of(), form, utf8("Version=2011-06-15"))))
                .isFalse();
        form.add("Authorization", "AWS4-HMAC-SHA256 Credential=any/20200101/us-east-1/example/aws4_request, x");
        assertThat(endpoint.accepts(new ApiRequest("POST", "/", Map.of(), form, utf8("Version=2011-06-15"))))
                .isTrue();
    }
}
