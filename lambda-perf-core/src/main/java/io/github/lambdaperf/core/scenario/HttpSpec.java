package io.github.lambdaperf.core.scenario;

import io.github.lambdaperf.core.PerfException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The {@code http:} section: a request to an API in front of the function. Texts may hold <code>${…}</code> templates.
 *
 * @param function behind the API on the local target; null: the build's
 * @param api kind of the API
 * @param url of the API, stage included; null: {@code perf.url}, or the local target's
 * @param stage of the API on the local target
 * @param method such as {@code POST}
 * @param path below the URL, starting with a slash; a template
 * @param query names to templates, not encoded
 * @param headers in the order of the file
 * @param auth how requests are signed
 * @param timeout after which an answer is given up
 */
public record HttpSpec(
        String function,
        Api api,
        String url,
        String stage,
        String method,
        String path,
        Map<String, String> query,
        List<Header> headers,
        Auth auth,
        Duration timeout)
        implements SendSpec {

    /** Kinds of APIs, by the event that the function gets. */
    public enum Api {
        /** API Gateway REST API, payload format 1.0. */
        REST("rest"),
        /** API Gateway HTTP API, payload format 2.0. */
        HTTP("http"),
        /** Function URL. */
        URL("url");

        private final String label;

        Api(String label) {
            this.label = label;
        }

        /** Name in scenario files. */
        public String label() {
            return label;
        }
    }

    /** Ways to sign. */
    public enum Auth {
        NONE("none"),
        /** AWS Signature Version 4 with the credentials of the run. */
        IAM("iam");

        private final String label;

        Auth(String label) {
            this.label = label;
        }

        /** Name in scenario files. */
        public String label() {
            return label;
        }
    }

    /**
     * A header. Its value is a template, or that of an environment variable, which is read when the load starts and kept
     * out of digests, records and messages.
     *
     * @param value template; beside a variable what is sent where that is not set; null: none
     * @param env name of the environment variable, or null
     */
    public record Header(String name, String value, String env) {}

    public HttpSpec {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        headers = List.copyOf(headers);
    }

    /** Values of the environment that headers hold. @param environment null for what is not set */
    public List<String> secrets(Function<String, String> environment) {
        return headers.stream()
                .filter(header -> header.env() != null)
                .map(header -> environment.apply(header.env()))
                .filter(value -> value != null && !value.isEmpty())
                .toList();
    }

    @Override
    public String key() {
        return "http";
    }

    @Override
    public HttpSpec of(String otherFunction) {
        if (url != null) {
            throw PerfException.user("an API at an address of its own cannot send to two versions: compare stored runs,"
                    + " or use a scenario with invoke");
        }
        return new HttpSpec(otherFunction, api, null, stage, method, path, query, headers, auth, timeout);
    }

    /**
     * The same request to another address.
     *
     * @param address absolute, stage included
     * @throws PerfException where it is none
     */
    HttpSpec at(String address) {
        if (!HttpReader.isAddress(address)) {
            throw PerfException.user("perf.url is '" + address
                    + "': it must be like https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod");
        }
        return new HttpSpec(function, api, address, stage, method, path, query, headers, auth, timeout);
    }
}
