package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.handlers.ProxyStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shapes are those of AWS's documents. */
class ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static TargetUnderTest target;

    @BeforeAll
    static void start() {
        target = TargetUnderTest.start(f -> f.handler(ProxyStream.class.getName()));
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    private static HttpRequest.Builder request(TargetUnderTest of, String path) {
        return HttpRequest.newBuilder(URI.create(of.target.endpoint() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> answer(String path, String answer) throws Exception {
        return send(request(target, path)
                .header("X-Answer", Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8))));
    }

    /** Replaces what differs from call to call, once it has the right form. */
    private static void fix(JsonNode node, String field, String form) {
        assertThat(node.path(field).asText()).as(field).matches(form);
        ((ObjectNode) node).put(field, "?");
    }

    private static final String UUID_FORM = "[0-9a-f-]{36}";
    private static final String TIME_FORM = "\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000";

    @Test
    void aRestApiSendsPayloadFormatOne() throws Exception {
        HttpResponse<String> response = send(request(target, "/_aws/rest/sample/prod/orders/a%20b?x=1&x=2&y=")
                .header("Content-Type", "application/json")
                .header("X-Two", "a")
                .header("X-Two", "b")
                .POST(BodyPublishers.ofString("{\"id\":1}")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
        JsonNode event = JSON.readTree(response.body());
        JsonNode context = event.path("requestContext");
        fix(context, "requestId", UUID_FORM);
        fix(context, "extendedRequestId", UUID_FORM);
        fix(context, "requestTime", TIME_FORM);
        fix(context, "requestTimeEpoch", "\\d{13}");
        fix(context, "apiId", "[0-9a-f]{10}");
        fix(context, "domainPrefix", "[0-9a-f]{10}");
        fix(context, "domainName", "[0-9a-f]{10}\\.execute-api\\.us-east-1\\.amazonaws\\.com");
        fix(context.path("identity"), "userAgent", "Java-http-client/.*");
        assertThat(context).isEqualTo(JSON.readTree("""
                {"resourceId":"proxy0","resourcePath":"/{proxy+}","httpMethod":"POST","extendedRequestId":"?",
                 "requestTime":"?","path":"/prod/orders/a b","accountId":"000000000000","protocol":"HTTP/1.1",
                 "stage":"prod","domainPrefix":"?","requestTimeEpoch":"?","requestId":"?",
                 "identity":{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,
                  "sourceIp":"127.0.0.1","principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,
                  "cognitoAuthenticationProvider":null,"userArn":null,"userAgent":"?","user":null},
                 "domainName":"?","apiId":"?"}"""));
        assertThat(event.path("headers").path("Content-Type").asText()).isEqualTo("application/json");
        assertThat(event.path("headers").path("X-Two").asText())
                .as("the last one")
                .isEqualTo("b");
        assertThat(event.path("multiValueHeaders").path("X-Two")).isEqualTo(JSON.readTree("[\"a\",\"b\"]"));
        assertThat(event.path("headers").path("X-Amzn-Trace-Id").asText()).startsWith("Root=1-");
        ((ObjectNode) event).remove(List.of("headers", "multiValueHeaders", "requestContext"));
        assertThat(event).isEqualTo(JSON.readTree("""
                {"resource":"/{proxy+}","path":"/orders/a b","httpMethod":"POST",
                 "queryStringParameters":{"x":"2","y":""},
                 "multiValueQueryStringParameters":{"x":["1","2"],"y":[""]},
                 "pathParameters":{"proxy":"orders/a b"},"stageVariables":null,
                 "body":"{\\"id\\":1}","isBase64Encoded":false}"""));
    }

    @Test
    void whatARestRequestDoesNotHaveIsNull() throws Exception {
        JsonNode event =
                JSON.readTree(send(request(target, "/_aws/rest/sample/prod")).body());

        assertThat(event.path("resource").asText()).isEqualTo("/");
        assertThat(event.path("path").asText()).isEqualTo("/");
        for (String field : List.of(
                "queryStringParameters",
                "multiValueQueryStringParameters",
                "pathParameters",
                "stageVariables",
                "body")) {
            assertThat(event.has(field)).as(field).isTrue();
            assertThat(event.get(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void anHttpApiSendsPayloadFormatTwo() throws Exception {
        HttpResponse<String> response =
                send(request(target, "/_aws/http/sample/my/path?parameter1=value1&parameter1=value2")
                        .header("Cookie", "cookie1=a; cookie2=b")
                        .header("X-Two", "a")
                        .header("X-Two", "b")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("Hello")));

        assertThat(response.headers().firstValue("apigw-requestid")).isPresent();
        JsonNode event = JSON.readTree(response.body());
        JsonNode context = event.path("requestContext");
        fix(context, "requestId", UUID_FORM);
        fix(context, "time", TIME_FORM);
        fix(context, "timeEpoch", "\\d{13}");
        fix(context, "apiId", "[0-9a-f]{10}");
        fix(context, "domainPrefix", "[0-9a-f]{10}");
        fix(context, "domainName", "[0-9a-f]{10}\\.execute-api\\.us-east-1\\.amazonaws\\.com");
        fix(context.path("http"), "userAgent", "Java-http-client/.*");
        assertThat(event.path("headers").path("x-two").asText()).isEqualTo("a,b");
        assertThat(event.path("headers").has("cookie")).isFalse();
        ((ObjectNode) event).remove("headers");
        assertThat(event).isEqualTo(JSON.readTree("""
                {"version":"2.0","routeKey":"$default","rawPath":"/my/path",
                 "rawQueryString":"parameter1=value1&parameter1=value2","cookies":["cookie1=a","cookie2=b"],
                 "queryStringParameters":{"parameter1":"value1,value2"},
                 "requestContext":{"accountId":"000000000000","apiId":"?","domainName":"?","domainPrefix":"?",
                  "http":{"method":"POST","path":"/my/path","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"?"},
                  "requestId":"?","routeKey":"$default","stage":"$default","time":"?","timeEpoch":"?"},
                 "body":"Hello","isBase64Encoded":false}"""));
    }

    @Test
    void aFunctionUrlKnowsWhoSigned() throws Exception {
        JsonNode open =
                JSON.readTree(send(request(target, "/_aws/url/sample/a%20b")).body());
        JsonNode signed = JSON.readTree(send(request(target, "/_aws/url/sample/")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/lambda/aws4_request, x"))
                .body());

        assertThat(open.path("rawPath").asText()).isEqualTo("/a%20b");
        assertThat(open.path("requestContext").path("accountId").asText()).isEqualTo("anonymous");
        assertThat(open.path("requestContext").path("domainName").asText()).endsWith(".lambda-url.us-east-1.on.aws");
        assertThat(open.has("queryStringParameters")).isFalse();
        assertThat(open.has("body")).isFalse();
        assertThat(signed.path("requestContext")
                        .path("authorizer")
                        .path("iam")
                        .path("accessKey")
                        .asText())
                .isEqualTo("AKID");
    }

    @Test
    void binaryBodiesAreEncodedForFormatTwo() throws Exception {
        JsonNode event = JSON.readTree(send(request(target, "/_aws/http/sample/")
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(new byte[] {0, (byte) 0xff})))
                .body());

        assertThat(event.path("body").asText()).isEqualTo("AP8=");
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    }

    @Test
    void formattedAnswersBecomeHttp() throws Exception {
        HttpResponse<String> rest = answer("/_aws/rest/sample/prod/", """
                {"statusCode":201,"headers":{"X-A":"1","Content-Type":"text/plain"},
                 "multiValueHeaders":{"Set-Cookie":["a=1","b=2"]},"body":"aGk=","isBase64Encoded":true}""");
        HttpResponse<String> http = answer(
                "/_aws/http/sample/", "{\"statusCode\":\"404\",\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"none\"}");

        assertThat(rest.statusCode()).isEqualTo(201);
        assertThat(rest.body()).isEqualTo("hi");
        assertThat(rest.headers().firstValue("X-A")).contains("1");
        assertThat(rest.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(http.statusCode()).isEqualTo(404);
        assertThat(http.body()).isEqualTo("none");
        assertThat(http.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    void formatTwoTakesAnyJsonAsTheBody() throws Exception {
        HttpResponse<String> object = answer("/_aws/http/sample/", "{\"message\":\"hi\"}");
        HttpResponse<String> text = answer("/_aws/url/sample/", "\"Hello from Lambda!\"");

        assertThat(object.statusCode()).isEqualTo(200);
        assertThat(object.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(object.body()).isEqualTo("{\"message\":\"hi\"}");
        assertThat(text.body()).isEqualTo("Hello from Lambda!");
    }

    @Test
    void aRestApiRefusesAnswersOfAnotherForm() throws Exception {
        for (String malformed : List.of(
                "{\"message\":\"hi\"}",
                "\"text\"",
                "null",
                "{\"statusCode\":\"ok\"}",
                "{\"statusCode\":200,\"body\":{\"a\":1}}",
                "{\"statusCode\":200,\"headers\":[]}",
                "throw")) {
            HttpResponse<String> response = answer("/_aws/rest/sample/prod/", malformed);

            assertThat(response.statusCode()).as(malformed).isEqualTo(502);
            assertThat(response.body()).isEqualTo("{\"message\":\"Internal server error\"}");
        }
        assertThat(answer("/_aws/http/sample/", "throw").statusCode()).isEqualTo(500);
        assertThat(answer("/_aws/url/sample/", "throw").statusCode()).isEqualTo(502);
    }

    @Test
    void aRestApiMayAskForAKey() throws Exception {
        try (TargetUnderTest keyed =
                TargetUnderTest.start(f -> f.handler(ProxyStream.class.getName()), s -> s.apiKey("k-1"))) {
            HttpResponse<String> without = send(request(keyed, "/_aws/rest/sample/prod/"));
            HttpResponse<String> with =
                    send(request(keyed, "/_aws/rest/sample/prod/").header("x-api-key", "k-1"));

            assertThat(without.statusCode()).isEqualTo(403);
            assertThat(without.body()).isEqualTo("{\"message\":\"Forbidden\"}");
            assertThat(without.headers().firstValue("x-amzn-ErrorType")).contains("ForbiddenException");
            assertThat(with.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(with.body())
                            .path("requestContext")
                            .path("identity")
                            .path("apiKey")
                            .asText())
                    .isEqualTo("k-1");
        }
    }

    @Test
    void anApiDoesNotWaitForeverAndAThrottleHasItsOwnStatus() throws Exception {
        try (TargetUnderTest slow = TargetUnderTest.start(
                f -> f.handler(ProxyStream.class.getName()), s -> s.integrationTimeout(Duration.ofMillis(1500)))) {
            String sleep = Base64.getEncoder().encodeToString("sleep".getBytes(StandardCharsets.UTF_8));
            CompletableFuture<HttpResponse<String>> late = CLIENT.sendAsync(
                    request(slow, "/_aws/rest/sample/prod/")
                            .header("X-Answer", sleep)
                            .build(),
                    BodyHandlers.ofString());

            assertThat(late.get().statusCode()).isEqualTo(504);
            assertThat(late.get().body()).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
            // The only environment is still busy.
            assertThat(send(request(slow, "/_aws/rest/sample/prod/")).statusCode())
                    .isEqualTo(500);
            assertThat(send(request(slow, "/_aws/http/sample/")).statusCode()).isEqualTo(503);
            assertThat(send(request(slow, "/_aws/url/sample/")).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void otherPathsSayWhatThereIs() throws Exception {
        assertThat(send(request(target, "/_aws/soap/sample/")).body()).contains("/_aws/rest/FUNCTION/STAGE/...");
        assertThat(send(request(target, "/_aws/http/unknown/")).statusCode()).isEqualTo(404);
    }
}
