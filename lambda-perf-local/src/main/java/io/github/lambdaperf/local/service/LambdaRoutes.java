package io.github.lambdaperf.local.service;

import io.github.lambdaperf.local.http.ApiReply;
import io.github.lambdaperf.local.http.ApiRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of Lambda's API by method and path. */
final class LambdaRoutes {

    /** One operation; refuses by throwing {@link AwsError}. */
    @FunctionalInterface
    interface Operation {
        CompletionStage<ApiReply> answer(LambdaCall call);
    }

    private record Route(String method, Pattern path, List<String> labels, Operation operation) {}

    private static final Pattern LABEL = Pattern.compile("\\{(\\w+)}");

    private final List<Route> routes = new ArrayList<>();

    /**
     * Adds an operation.
     *
     * @param path as in Lambda's API reference, with {@code {labels}}; a slash at the end makes no difference
     */
    LambdaRoutes add(String method, String path, Operation operation) {
        List<String> labels =
                LABEL.matcher(path).results().map(found -> found.group(1)).toList();
        Pattern pattern = Pattern.compile(LABEL.matcher(path).replaceAll("([^/]+)") + "/?");
        routes.add(new Route(method, pattern, labels, operation));
        return this;
    }

    /** Answers the request, or throws {@code UnknownOperationException}. */
    CompletionStage<ApiReply> answer(ApiRequest request, String requestId) {
        for (Route route : routes) {
            Matcher path = route.path().matcher(request.path());
            if (route.method().equals(request.method()) && path.matches()) {
                Map<String, String> labels = new LinkedHashMap<>();
                for (int i = 0; i < route.labels().size(); i++) {
                    labels.put(route.labels().get(i), path.group(i + 1));
                }
                return route.operation().answer(new LambdaCall(request, labels, requestId));
            }
        }
        throw new AwsError(
                400,
                "UnknownOperationException",
                "the local target does not serve " + request.method() + " " + request.path());
    }
}
