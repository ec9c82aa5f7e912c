package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.FunctionAlias;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.FunctionVersion;
import io.github.lambdaperf.local.environment.LocalFunction;
import io.github.lambdaperf.local.environment.ProvisionedConcurrency;
import io.github.lambdaperf.local.environment.ProvisioningStatus;
import io.github.lambdaperf.local.http.ApiReply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reserved and provisioned concurrency. */
final class ConcurrencyOperations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESERVED = "ReservedConcurrentExecutions";
    private static final String PROVISIONED = "ProvisionedConcurrentExecutions";
    private static final int LARGEST_PAGE = 50;

    private final FunctionHost host;
    private final Functions functions;

    ConcurrencyOperations(FunctionHost host, Functions functions) {
        this.host = host;
        this.functions = functions;
    }

    CompletionStage<ApiReply> getReserved(LambdaCall call) {
        return json(200, reserved(functions.function(call.function())));
    }

    CompletionStage<ApiReply> putReserved(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        int wanted = number(call.body(), RESERVED, 0);
        int present = function.reservedConcurrency().orElse(0);
        int provisioned = function.provisionedTotal();
        if (wanted < provisioned) {
            throw AwsError.invalidValue("Requested ReservedConcurrentExecutions of " + wanted
                    + " is less than the function's provisioned concurrency of " + provisioned);
        }
        int takenByItself = function.reservedConcurrency().isPresent() ? present : provisioned;
        if (wanted - takenByItself > host.unprovisionedConcurrency()) {
            throw AwsError.invalidValue("Specified ReservedConcurrentExecutions for function decreases account's"
                    + " UnreservedConcurrentExecution below its minimum value of [0].");
        }
        host.reserve(function, wanted);
        return json(200, reserved(function));
    }

    CompletionStage<ApiReply> deleteReserved(LambdaCall call) {
        host.reserve(functions.function(call.function()), null);
        return CompletableFuture.completedFuture(ApiReply.empty(204));
    }

    private static ObjectNode reserved(LocalFunction function) {
        ObjectNode reply = JSON.createObjectNode();
        function.reservedConcurrency().ifPresent(reserved -> reply.put(RESERVED, reserved));
        return reply;
    }

    CompletionStage<ApiReply> putProvisioned(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        String qualifier = call.requiredQualifier();
        int wanted = number(call.body(), PROVISIONED, 1);
        checkProvisionable(function, qualifier, call);
        ProvisionedConcurrency present = function.provisionedConcurrency().get(qualifier);
        int more = wanted - (present == null ? 0 : present.requested());
        int free = function.reservedConcurrency().isPresent()
                ? function.reservedConcurrency().getAsInt() - function.provisionedTotal()
                : host.unprovisionedConcurrency();
        if (more > free) {
            throw AwsError.invalidValue(
                    function.reservedConcurrency().isPresent()
                            ? "Requested Provisioned Concurrency should not be greater than the"
                                    + " reservedConcurrentExecution for function"
                            : "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency ["
                                    + free + "].");
        }
        host.provision(function, qualifier, wanted);
        return json(202, describe(function, qualifier));
    }

    private void checkProvisionable(LocalFunction function, String qualifier, LambdaCall call) {
        if (qualifier.equals(FunctionVersion.LATEST)) {
            throw AwsError.invalidValue(
                    "Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
        }
        FunctionVersion version = functions.version(call.function());
        Optional<FunctionAlias> alias = function.alias(qualifier);
        if (version.version().equals(FunctionVersion.LATEST)) {
            throw AwsError.invalidValue("Alias points to the $LATEST version. Provisioned Concurrency Configs cannot be"
                    + " applied to unpublished function versions.");
        }
        if (alias.isPresent() && !alias.get().weights().isEmpty()) {
            throw AwsError.invalidValue("Alias with weights can not be used with Provisioned Concurrency");
        }
        if (version.settings().snapStart().equals("PublishedVersions")) {
            throw AwsError.invalidValue("Provisioned Concurrency is not supported for SnapStart enabled functions.");
        }
        boolean taken = function.provisionedConcurrency().keySet().stream()
                .filter(other -> !other.equals(qualifier))
                .anyMatch(other ->
                        function.qualified(other).filter(version::equals).isPresent());
        if (taken) {
            throw AwsError.invalidValue(
                    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");
        }
    }

    /** One configuration, or with {@code List=ALL} all of the function's. */
    CompletionStage<ApiReply> getProvisioned(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        if ("ALL".equals(call.parameter("List"))) {
            return list(call, function);
        }
        return json(200, describe(function, configured(function, call)));
    }

    private CompletionStage<ApiReply> list(LambdaCall call, LocalFunction function) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode array = reply.putArray("ProvisionedConcurrencyConfigs");
        List<String> all = List.copyOf(function.provisionedConcurrency().keySet());
        for (String qualifier : Pages.of(all, call, LARGEST_PAGE, reply)) {
            array.add(describe(function, qualifier)
                    .put("FunctionArn", host.account().functionArn(function.name() + ":" + qualifier)));
        }
        return json(200, reply);
    }

    CompletionStage<ApiReply> deleteProvisioned(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        host.unprovision(function, configured(function, call));
        return CompletableFuture.completedFuture(ApiReply.empty(204));
    }

    private String configured(LocalFunction function, LambdaCall call) {
        String qualifier = call.requiredQualifier();
        functions.version(call.function());
        if (!function.provisionedConcurrency().containsKey(qualifier)) {
            throw new AwsError(
                    404,
                    "ProvisionedConcurrencyConfigNotFoundException",
                    "No Provisioned Concurrency Config found for this function");
        }
        return qualifier;
    }

    private ObjectNode describe(LocalFunction function, String qualifier) {
        ProvisionedConcurrency wish = function.provisionedConcurrency().get(qualifier);
        ProvisioningStatus status =
                host.provisioningStatus(function.qualified(qualifier).orElseThrow());
        int ready = Math.min(status.initialised(), wish.requested());
        ObjectNode node = JSON.createObjectNode()
                .put("RequestedProvisionedConcurrentExecutions", wish.requested())
                .put("AvailableProvisionedConcurrentExecutions", ready)
                .put("AllocatedProvisionedConcurrentExecutions", ready)
                .put("LastModified", FunctionDescriptions.time(wish.lastModified()));
        if (status.failed()) {
            return node.put("Status", "FAILED").put("StatusReason", "FUNCTION_ERROR_INIT_FAILURE");
        }
        return node.put("Status", ready == wish.requested() ? "READY" : "IN_PROGRESS");
    }

    private static int number(ObjectNode request, String member, int from) {
        JsonNode value = request.path(member);
        if (!value.canConvertToInt() || value.asInt() < from) {
            throw AwsError.invalidValue(member + " is missing or no whole number from " + from);
        }
        return value.asInt();
    }

    private static CompletionStage<ApiReply> json(int status, ObjectNode body) {
        return CompletableFuture.completedFuture(FunctionOperations.json(status, body));
    }
}
