package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.http.ApiRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One request to Lambda's API.
 *
 * @param request as it came
 * @param labels the variable parts of its path by name
 * @param requestId the id given to it
 */
record LambdaCall(ApiRequest request, Map<String, String> labels, String requestId) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The part of the path, which the operation's path has. */
    String label(String name) {
        return labels.get(name);
    }

    /** The query parameter, null when it is absent. */
    String parameter(String name) {
        List<String> values = request.query().get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The function and qualifier that path and query name. */
    FunctionReference function() {
        return FunctionReference.of(label("function"), parameter("Qualifier"));
    }

    /** The qualifier that the operation cannot do without. */
    String requiredQualifier() {
        String qualifier = function().qualifier();
        if (qualifier == null) {
            throw AwsError.invalidValue("Qualifier is missing: name a version or an alias");
        }
        return qualifier;
    }

    /** The body as a JSON object; empty without one. */
    ObjectNode body() {
        if (request.body().length == 0) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new AwsError(400, "InvalidRequestContentException", "Could not parse request body into json");
        }
        throw new AwsError(400, "InvalidRequestContentException", "The request body must be a JSON object");
    }
}
