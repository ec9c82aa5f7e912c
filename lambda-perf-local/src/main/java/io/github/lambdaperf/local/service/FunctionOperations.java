package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.FunctionAlias;
import io.github.lambdaperf.local.environment.FunctionHost;
import io.github.lambdaperf.local.environment.FunctionVersion;
import io.github.lambdaperf.local.environment.LocalFunction;
import io.github.lambdaperf.local.http.ApiReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Functions and their versions: reading, changing, publishing, deleting. */
final class FunctionOperations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_PAGE = 50;

    private final FunctionHost host;
    private final Functions functions;
    private final FunctionDescriptions descriptions;

    FunctionOperations(FunctionHost host, Functions functions, FunctionDescriptions descriptions) {
        this.host = host;
        this.functions = functions;
        this.descriptions = descriptions;
    }

    CompletionStage<ApiReply> list(LambdaCall call) {
        ObjectNode reply = JSON.createObjectNode();
        boolean allVersions = "ALL".equals(call.parameter("FunctionVersion"));
        List<FunctionVersion> all = host.functions().stream()
                .flatMap(function -> allVersions ? function.versions().stream() : List.of(function.latest()).stream())
                .toList();
        return descriptions("Functions", Pages.of(all, call, LARGEST_PAGE, reply), allVersions, reply);
    }

    CompletionStage<ApiReply> listVersions(LambdaCall call) {
        ObjectNode reply = JSON.createObjectNode();
        List<FunctionVersion> all = functions.function(call.function()).versions();
        return descriptions("Versions", Pages.of(all, call, LARGEST_PAGE, reply), true, reply);
    }

    private CompletionStage<ApiReply> descriptions(
            String member, List<FunctionVersion> versions, boolean qualified, ObjectNode reply) {
        ArrayNode array = reply.putArray(member);
        CompletionStage<ObjectNode> all = CompletableFuture.completedFuture(reply);
        for (FunctionVersion version : versions) {
            FunctionReference reference = new FunctionReference(version.name(), qualified ? version.version() : null);
            LocalFunction function = functions.function(reference);
            all = all.thenCombine(
                    descriptions.configuration(function, version, functions.arn(reference)), (result, description) -> {
                        array.add(description);
                        return result;
                    });
        }
        return all.thenApply(result -> json(200, result));
    }

    CompletionStage<ApiReply> get(LambdaCall call) {
        FunctionReference reference = call.function();
        LocalFunction function = functions.function(reference);
        ObjectNode reply = JSON.createObjectNode();
        if (!function.tags().isEmpty()) {
            ObjectNode tags = reply.putObject("Tags");
            function.tags().forEach(tags::put);
        }
        function.reservedConcurrency()
                .ifPresent(reserved -> reply.putObject("Concurrency").put("ReservedConcurrentExecutions", reserved));
        return describe(reference).thenApply(configuration -> {
            reply.set("Configuration", configuration);
            return json(200, reply);
        });
    }

    CompletionStage<ApiReply> getConfiguration(LambdaCall call) {
        return describe(call.function()).thenApply(configuration -> json(200, configuration));
    }

    private CompletionStage<ObjectNode> describe(FunctionReference reference) {
        FunctionVersion version = functions.version(reference);
        String qualifier = FunctionVersion.LATEST.equals(reference.qualifier()) ? null : reference.qualifier();
        String arn = functions.arn(new FunctionReference(reference.name(), qualifier));
        return descriptions.configuration(functions.function(reference), version, arn);
    }

    CompletionStage<ApiReply> updateConfiguration(LambdaCall call) {
        FunctionReference reference = call.function();
        LocalFunction function = functions.function(reference);
        refuseWhileUpdating(function, reference);
        ObjectNode request = call.body();
        Functions.checkRevision(
                request.path("RevisionId").asText(null), function.latest().revisionId());
        ConfigurationChange change = ConfigurationChange.of(request, function.latest());
        host.configure(function, change.definition(), change.settings());
        return describe(new FunctionReference(reference.name(), null))
                .thenApply(configuration -> json(200, configuration));
    }

    CompletionStage<ApiReply> publishVersion(LambdaCall call) {
        LocalFunction function = functions.function(call.function());
        refuseWhileUpdating(function, call.function());
        ObjectNode request = call.body();
        return descriptions.codeSha256(function).thenCompose(sha256 -> {
            String wanted = request.path("CodeSha256").asText("");
            if (!wanted.isEmpty() && !wanted.equals(sha256)) {
                throw AwsError.invalidValue(
                        "CodeSHA256 (" + wanted + ") is different from current CodeSHA256 in $LATEST (" + sha256
                                + "). Please try again with the CodeSHA256 in $LATEST.");
            }
            Functions.checkRevision(
                    request.path("RevisionId").asText(null), function.latest().revisionId());
            String description = request.path("Description").asText("");
            FunctionVersion version = function.publish(description.isEmpty() ? null : description);
            return describe(new FunctionReference(function.name(), version.version()))
                    .thenApply(configuration -> json(201, configuration));
        });
    }

    private void refuseWhileUpdating(LocalFunction function, FunctionReference reference) {
        if (function.updating()) {
            throw new AwsError(
                    409,
                    "ResourceConflictException",
                    "The operation cannot be performed at this time. An update is in progress for resource: "
                            + functions.arn(new FunctionReference(reference.name(), null)));
        }
    }

    CompletionStage<ApiReply> delete(LambdaCall call) {
        FunctionReference reference = call.function();
        LocalFunction function = functions.function(reference);
        if (reference.qualifier() == null) {
            host.delete(function);
            return CompletableFuture.completedFuture(ApiReply.empty(204));
        }
        if (reference.qualifier().equals(FunctionVersion.LATEST)) {
            throw AwsError.invalidValue("$LATEST version cannot be deleted without deleting the function.");
        }
        if (function.alias(reference.qualifier()).isPresent()) {
            throw AwsError.invalidValue("Deletion of aliases is not supported by DeleteFunction: use DeleteAlias for "
                    + functions.arn(reference));
        }
        FunctionVersion version = functions.version(reference);
        List<String> used = function.aliases().stream()
                .filter(alias -> alias.routesTo(version.version()))
                .map(FunctionAlias::name)
                .toList();
        if (!used.isEmpty()) {
            throw new AwsError(
                    409,
                    "ResourceConflictException",
                    "Version " + version.version() + " cannot be deleted: it is used by the aliases " + used);
        }
        host.delete(function, version);
        return CompletableFuture.completedFuture(ApiReply.empty(204));
    }

    /** Functions of the local target have no policy. */
    CompletionStage<ApiReply> getPolicy(LambdaCall call) {
        functions.version(call.function());
        throw Functions.notFound("The resource you requested does not exist.");
    }

    CompletionStage<ApiReply> getAccountSettings(LambdaCall call) {
        ObjectNode settings = JSON.createObjectNode();
        settings.putObject("AccountLimit")
                .put("TotalCodeSize", 80_530_636_800L)
                .put("CodeSizeUnzipped", 262_144_000)
                .put("CodeSizeZipped", 52_428_800)
                .put("ConcurrentExecutions", host.maxConcurrency())
                .put("UnreservedConcurrentExecutions", host.unreservedConcurrency());
        settings.putObject("AccountUsage").put("FunctionCount", host.functions().size());
        return CompletableFuture.completedFuture(json(200, settings));
    }

    static ApiReply json(int status, ObjectNode body) {
        return ApiReply.of(status, "application/json", body.toString());
    }
}
