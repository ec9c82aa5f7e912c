package io.github.lambdaperf.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes events of requests: payload format 1.0 as a REST API sends it, 2.0 as an HTTP API and a function URL do.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *     the formats</a>
 */
final class ProxyEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Pattern TEXT =
            Pattern.compile("text/.*|application/(?:.*\\+)?(?:json|xml|javascript)", Pattern.CASE_INSENSITIVE);
    private static final String SOURCE = "127.0.0.1";
    private static final String DEFAULT = "$default";
    private static final List<String> IDENTITY = List.of(
            "cognitoIdentityPoolId",
            "accountId",
            "cognitoIdentityId",
            "caller",
            "principalOrgId",
            "accessKey",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "user");

    private final Account account;
    private final boolean keyed;

    /** @param keyed whether REST APIs ask for an API key, which they then tell the function */
    ProxyEvents(Account account, boolean keyed) {
        this.account = account;
        this.keyed = keyed;
    }

    ObjectNode of(ApiCall call) {
        return call.kind() == ApiKind.REST ? first(call) : second(call);
    }

    /** An id that is the same for the same function, as the id of an API is. */
    private static String id(String function) {
        return String.format(Locale.ROOT, "%010x", Integer.toUnsignedLong(function.hashCode()));
    }

    private ObjectNode first(ApiCall call) {
        boolean root = call.path().equals("/");
        String resource = root ? "/" : "/{proxy+}";
        ObjectNode event = JSON.createObjectNode();
        event.put("resource", resource)
                .put("path", call.path())
                .put("httpMethod", call.request().method());
        Map<String, List<String>> headers = headers(call, false);
        event.set("headers", last(headers));
        event.set("multiValueHeaders", lists(headers));
        Map<String, List<String>> query = query(call);
        event.set("queryStringParameters", last(query));
        event.set("multiValueQueryStringParameters", lists(query));
        event.set(
                "pathParameters",
                root
                        ? JSON.nullNode()
                        : JSON.createObjectNode().put("proxy", call.path().substring(1)));
        event.putNull("stageVariables");
        ObjectNode context = event.putObject("requestContext");
        context.put("resourceId", root ? "root00" : "proxy0")
                .put("resourcePath", resource)
                .put("httpMethod", call.request().method())
                .put("extendedRequestId", call.requestId())
                .put("requestTime", TIME.format(call.time()))
                .put("path", "/" + call.stage() + call.path())
                .put("accountId", account.id())
                .put("protocol", "HTTP/1.1")
                .put("stage", call.stage())
                .put("domainPrefix", id(call.function()))
                .put("requestTimeEpoch", call.time().toEpochMilli())
                .put("requestId", call.requestId());
        context.set("identity", identity(call));
        context.put("domainName", domain(call, "execute-api", "amazonaws.com")).put("apiId", id(call.function()));
        byte[] body = call.request().body();
        event.put("body", body.length == 0 ? null : new String(body, StandardCharsets.UTF_8));
        return event.put("isBase64Encoded", false);
    }

    private ObjectNode identity(ApiCall call) {
        ObjectNode identity = JSON.createObjectNode();
        IDENTITY.forEach(identity::putNull);
        identity.put("sourceIp", SOURCE).put("userAgent", call.header("User-Agent", null));
        if (keyed) {
            identity.put("apiKey", call.header("X-Api-Key", null)).put("apiKeyId", "localapikey");
        }
        return identity;
    }

    private ObjectNode second(ApiCall call) {
        boolean url = call.kind() == ApiKind.URL;
        String path = url ? call.rawPath() : call.path();
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0")
                .put("routeKey", DEFAULT)
                .put("rawPath", path)
                .put("rawQueryString", call.rawQuery());
        Map<String, List<String>> headers = headers(call, true);
        List<String> cookies = headers.remove("cookie");
        if (cookies != null) {
            var list = event.putArray("cookies");
            cookies.forEach(line -> List.of(line.split(";\\s*")).forEach(list::add));
        }
        event.set("headers", joined(headers));
        if (!call.rawQuery().isEmpty()) {
            event.set("queryStringParameters", joined(query(call)));
        }
        ObjectNode context = event.putObject("requestContext");
        boolean signed = url && call.header("Authorization", "").startsWith("AWS4-HMAC-SHA256");
        context.put("accountId", url && !signed ? "anonymous" : account.id()).put("apiId", id(call.function()));
        if (signed) {
            context.putObject("authorizer").set("iam", caller(call));
        }
        context.put(
                        "domainName",
                        url ? domain(call, "lambda-url", "on.aws") : domain(call, "execute-api", "amazonaws.com"))
                .put("domainPrefix", id(call.function()));
        context.putObject("http")
                .put("method", call.request().method())
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", SOURCE)
                .put("userAgent", call.header("User-Agent", ""));
        context.put("requestId", call.requestId())
                .put("routeKey", DEFAULT)
                .put("stage", DEFAULT)
                .put("time", TIME.format(call.time()))
                .put("timeEpoch", call.time().toEpochMilli());
        byte[] body = call.request().body();
        boolean binary = body.length > 0 && !isText(call.header("Content-Type", "text/plain"));
        if (body.length > 0) {
            event.put(
                    "body",
                    binary ? Base64.getEncoder().encodeToString(body) : new String(body, StandardCharsets.UTF_8));
        }
        return event.put("isBase64Encoded", binary);
    }

    /** Who signed; the local target believes any signature. */
    private ObjectNode caller(ApiCall call) {
        String key = call.header("Authorization", "").replaceFirst("^.*Credential=([^/]+)/.*$", "$1");
        ObjectNode iam = JSON.createObjectNode();
        iam.put("accessKey", key).put("accountId", account.id()).put("callerId", key);
        iam.putNull("cognitoIdentity").putNull("principalOrgId");
        return iam.put("userArn", "arn:aws:iam::" + account.id() + ":user/local")
                .put("userId", key);
    }

    private String domain(ApiCall call, String service, String suffix) {
        return id(call.function()) + "." + service + "." + account.region() + "." + suffix;
    }

    private static boolean isText(String type) {
        int end = type.indexOf(';');
        return TEXT.matcher((end < 0 ? type : type.substring(0, end)).strip()).matches();
    }

    /** The headers that a function gets: those of the request and those that AWS adds. */
    private static Map<String, List<String>> headers(ApiCall call, boolean lowerCase) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : call.request().headers().names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("connection") && !lower.equals("transfer-encoding")) {
                headers.put(lowerCase ? lower : name, call.request().headers().getAll(name));
            }
        }
        String host = call.header("Host", SOURCE);
        headers.put(lowerCase ? "x-amzn-trace-id" : "X-Amzn-Trace-Id", List.of(call.traceId()));
        headers.put(lowerCase ? "x-forwarded-for" : "X-Forwarded-For", List.of(SOURCE));
        headers.put(
                lowerCase ? "x-forwarded-port" : "X-Forwarded-Port",
                List.of(host.substring(host.lastIndexOf(':') + 1)));
        headers.put(lowerCase ? "x-forwarded-proto" : "X-Forwarded-Proto", List.of("http"));
        return headers;
    }

    private static Map<String, List<String>> query(ApiCall call) {
        return new LinkedHashMap<>(call.request().query());
    }

    /** Null where there are none, as in payload format 1.0. */
    private static JsonNode last(Map<String, List<String>> values) {
        if (values.isEmpty()) {
            return JSON.nullNode();
        }
        ObjectNode node = JSON.createObjectNode();
        values.forEach((name, all) -> node.put(name, all.get(all.size() - 1)));
        return node;
    }

    private static JsonNode lists(Map<String, List<String>> values) {
        return values.isEmpty() ? JSON.nullNode() : JSON.valueToTree(values);
    }

    private static ObjectNode joined(Map<String, List<String>> values) {
        ObjectNode node = JSON.createObjectNode();
        values.forEach((name, all) -> node.put(name, String.join(",", all)));
        return node;
    }
}
