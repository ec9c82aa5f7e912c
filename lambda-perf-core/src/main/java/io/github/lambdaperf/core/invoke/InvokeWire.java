package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.scenario.InvokeSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every Invoke request to one function has in common on AWS's wire. */
final class InvokeWire {
    /** The header that asks for the log tail. */
    static final Map<String, String> LOG_TAIL = Map.of("X-Amz-Log-Type", "Tail");

    private final String host;
    private final int port;
    private final boolean secure;
    private final String path;
    private final String query;
    private final Map<String, String> fixedHeaders = new LinkedHashMap<>();
    private final ServerClock clock = new ServerClock();

    InvokeWire(InvokeTarget target) {
        URI endpoint = target.endpoint();
        secure = "https".equals(endpoint.getScheme());
        host = endpoint.getHost();
        port = endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80;
        path = "/2015-03-31/functions/" + encode(target.function()) + "/invocations";
        query = target.qualifier() == null ? "" : "Qualifier=" + encode(target.qualifier());
        fixedHeaders.put("Host", endpoint.getPort() >= 0 ? host + ":" + endpoint.getPort() : host);
        fixedHeaders.put("Content-Type", "application/json");
        if (target.type() != InvokeSpec.Type.REQUEST_RESPONSE) {
            fixedHeaders.put("X-Amz-Invocation-Type", target.type().wireName());
        }
        if (target.clientContext() != null) {
            fixedHeaders.put("X-Amz-Client-Context", target.clientContext());
        }
        if (target.tenantId() != null) {
            fixedHeaders.put("X-Amz-Tenant-Id", target.tenantId());
        }
    }

    /** Percent-encoding of RFC 3986, as AWS wants it. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean secure() {
        return secure;
    }

    String path() {
        return path;
    }

    String query() {
        return query;
    }

    String requestLine() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    Map<String, String> fixedHeaders() {
        return fixedHeaders;
    }

    /** The clock of who answers. */
    ServerClock clock() {
        return clock;
    }
}
