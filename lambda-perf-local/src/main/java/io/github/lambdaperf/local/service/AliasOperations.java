package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.FunctionAlias;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.FunctionVersion;
import io.github.lambdaperf.local.environment.LocalFunction;
import io.github.lambdaperf.local.http.ApiReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Aliases of functions with their weights. */
final class AliasOperations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)([a-zA-Z0-9-_]{1,128})");
    private static final int LARGEST_PAGE = 50;

    private final FunctionHost host;
    private final Functions functions;

    AliasOperations(FunctionHost host, Functions functions) {
        this.host = host;
        this.functions = functions;
    }

    CompletionStage<ApiReply> list(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        String version = call.parameter("FunctionVersion");
        List<FunctionAlias> all = function.aliases().stream()
                .filter(alias -> version == null || alias.routesTo(version))
                .toList();
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode array = reply.putArray("Aliases");
        Pages.of(all, call, LARGEST_PAGE, reply).forEach(alias -> array.add(describe(function, alias)));
        return json(200, reply);
    }

    CompletionStage<ApiReply> create(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        ObjectNode request = call.body();
        String name = request.path("Name").asText("");
        if (!NAME.matcher(name).matches()) {
            throw AwsError.invalidValue(
                    "Value '" + name + "' at 'name' failed to satisfy constraint: Member must satisfy"
                            + " regular expression pattern: " + NAME.pattern());
        }
        if (function.alias(name).isPresent()) {
            throw new AwsError(
                    409,
                    "ResourceConflictException",
                    "Alias already exists: " + host.account().functionArn(function.name() + ":" + name));
        }
        String version = version(function, request.path("FunctionVersion").asText(""));
        Map<String, Double> weights = weights(function, request.path("RoutingConfig"), version);
        FunctionAlias alias = host.putAlias(
                function, name, version, request.path("Description").asText(""), weights);
        return json(201, describe(function, alias));
    }

    CompletionStage<ApiReply> get(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        return json(200, describe(function, functions.alias(function, call.label("alias"))));
    }

    CompletionStage<ApiReply> update(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        FunctionAlias present = functions.alias(function, call.label("alias"));
        ObjectNode request = call.body();
        Functions.checkRevision(request.path("RevisionId").asText(null), present.revisionId());
        String version = request.hasNonNull("FunctionVersion")
                ? version(function, request.path("FunctionVersion").asText())
                : present.version();
        Map<String, Double> weights = request.hasNonNull("RoutingConfig")
                ? weights(function, request.path("RoutingConfig"), version)
                : present.weights();
        if (!weights.isEmpty() && function.provisionedConcurrency().containsKey(present.name())) {
            throw AwsError.invalidValue("Alias with weights can not be used with Provisioned Concurrency");
        }
        String description = request.path("Description").asText(present.description());
        FunctionAlias alias = host.putAlias(function, present.name(), version, description, weights);
        return json(200, describe(function, alias));
    }

    /** Succeeds for an alias that is not there, too, as Lambda's does. */
    CompletionStage<ApiReply> delete(LambdaCall call) {
        host.removeAlias(functions.function(call.function()), call.label("alias"));
        return CompletableFuture.completedFuture(ApiReply.empty(204));
    }

    private String version(LocalFunction function, String version) {
        if (function.version(version).isEmpty()) {
            throw Functions.notFound(
                    "Function not found: " + host.account().functionArn(function.name() + ":" + version));
        }
        return version;
    }

    private Map<String, Double> weights(LocalFunction function, JsonNode routing, String version) {
        Map<String, Double> weights = new TreeMap<>();
        routing.path("AdditionalVersionWeights").properties().forEach(weight -> {
            double share = weight.getValue().asDouble(-1);
            if (!(share >= 0 && share <= 1)) {
                throw AwsError.invalidValue("The weight of version " + weight.getKey() + " is " + weight.getValue()
                        + " but must be from 0 to 1");
            }
            if (weight.getKey().equals(version)) {
                throw AwsError.invalidValue("Invalid function version " + version + ". Function version " + version
                        + " is already included in routing configuration.");
            }
            weights.put(version(function, weight.getKey()), share);
        });
        if (weights.size() > 1) {
            throw AwsError.invalidValue("Number of items in AdditionalVersionWeights cannot be greater than 1");
        }
        if (!weights.isEmpty()
                && (version.equals(FunctionVersion.LATEST) || weights.containsKey(FunctionVersion.LATEST))) {
            throw AwsError.invalidValue("$LATEST is not supported for an alias pointing to more than 1 version");
        }
        return weights;
    }

    private ObjectNode describe(LocalFunction function, FunctionAlias alias) {
        ObjectNode node = JSON.createObjectNode()
                .put("AliasArn", host.account().functionArn(function.name() + ":" + alias.name()))
                .put("Name", alias.name())
                .put("FunctionVersion", alias.version())
                .put("Description", alias.description())
                .put("RevisionId", alias.revisionId());
        if (!alias.weights().isEmpty()) {
            ObjectNode weights = node.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
            alias.weights().forEach(weights::put);
        }
        return node;
    }

    private static CompletionStage<ApiReply> json(int status, ObjectNode body) {
        return CompletableFuture.completedFuture(FunctionOperations.json(status, body));
    }
}
