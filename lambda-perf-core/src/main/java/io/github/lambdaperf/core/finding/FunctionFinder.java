package io.github.lambdaperf.core.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.CloudFormationApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Finds a deployed function that is not named: in a stack, in the outputs of CDK or Terraform, in the stack that {@code
 * samconfig.toml} names, in this order.
 */
public final class FunctionFinder {
    private static final Pattern FUNCTION_ARN =
            Pattern.compile("arn:[^:]+:lambda:[^:]*:\\d*:function:[^:\\s]+(:[^:\\s]+)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionSources sources;
    private final Supplier<CloudFormationApi> cloudFormation;
    private final Consumer<String> messages;

    /**
     * For one project.
     *
     * @param cloudFormation asked only where a stack is known
     * @param messages a line that says where the function was found
     */
    public FunctionFinder(
            FunctionSources sources, Supplier<CloudFormationApi> cloudFormation, Consumer<String> messages) {
        this.sources = sources;
        this.cloudFormation = cloudFormation;
        this.messages = messages;
    }

    /**
     * Name or ARN of the function.
     *
     * @throws PerfException where there is none, or more than one
     */
    public String find() {
        if (sources.stack() != null) {
            return ofStack(sources.stack(), "perf.stack");
        }
        Optional<Path> cdk = file(sources.cdkOutputs(), "cdk-outputs.json");
        if (cdk.isPresent()) {
            return ofOutputs(cdk.get(), cdkOutputs(cdk.get()));
        }
        Optional<Path> terraform = file(sources.terraformOutputs(), "terraform-outputs.json");
        if (terraform.isPresent()) {
            return ofOutputs(terraform.get(), terraformOutputs(terraform.get()));
        }
        Optional<Path> sam = file(null, "samconfig.toml");
        if (sam.isPresent()) {
            return ofStack(samStack(sam.get()), sam.get().getFileName().toString());
        }
        throw PerfException.user("which function? Name it: -Dperf.function=my-function (a name, an ARN, or either with"
                + " :alias), or its stack: -Dperf.stack=my-stack. There is no cdk-outputs.json, no terraform-outputs.json"
                + " and no samconfig.toml in "
                + String.join(
                        ", ", sources.directories().stream().map(Path::toString).toList()));
    }

    private Optional<Path> file(Path given, String name) {
        if (given != null) {
            if (!Files.isRegularFile(given)) {
                throw PerfException.user("there is no file " + given);
            }
            return Optional.of(given);
        }
        return sources.directories().stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private String ofStack(String stack, String from) {
        Map<String, String> functions = new LinkedHashMap<>();
        cloudFormation.get().describeStackResources(stack).stream()
                .filter(resource -> resource.type().equals("AWS::Lambda::Function"))
                .forEach(resource -> functions.put(resource.logicalId(), resource.physicalId()));
        if (functions.isEmpty()) {
            throw PerfException.user("the stack " + stack + " (" + from + ") has no Lambda function");
        }
        return one(functions, sources.logicalId(), "the stack " + stack + " (" + from + ")", "perf.logicalId");
    }

    private String ofOutputs(Path file, Map<String, String> outputs) {
        Map<String, String> functions = new LinkedHashMap<>(outputs);
        if (sources.output() == null) {
            functions.values().removeIf(value -> !FUNCTION_ARN.matcher(value).matches());
            if (functions.isEmpty()) {
                throw PerfException.user(
                        "no output in " + file + " is the ARN of a function; name the one that holds its"
                                + " name: -Dperf.output=..., one of " + String.join(", ", outputs.keySet()));
            }
        }
        return one(functions, sources.output(), file.toString(), "perf.output");
    }

    private String one(Map<String, String> functions, String wanted, String where, String setting) {
        if (wanted != null) {
            if (!functions.containsKey(wanted)) {
                throw PerfException.user(where + " has no '" + wanted + "' (" + setting + "); there is "
                        + String.join(", ", functions.keySet()));
            }
            messages.accept("function: " + functions.get(wanted) + ", '" + wanted + "' of " + where);
            return functions.get(wanted);
        }
        if (functions.size() > 1) {
            StringBuilder text = new StringBuilder(where + " has " + functions.size() + " functions:");
            functions.forEach((name, value) ->
                    text.append("\n  ").append(name).append(": ").append(value));
            String first = functions.keySet().iterator().next();
            throw PerfException.user(text + "\nName the one to load: -D" + setting + "=" + first);
        }
        Map.Entry<String, String> only = functions.entrySet().iterator().next();
        messages.accept("function: " + only.getValue() + ", '" + only.getKey() + "' of " + where);
        return only.getValue();
    }

    /** {@code {"Stack": {"Output": "value"}}}; an output of one of several stacks is {@code Stack.Output} as well. */
    private static Map<String, String> cdkOutputs(Path file) {
        Map<String, String> outputs = new LinkedHashMap<>();
        JsonNode stacks = tree(JSON, file);
        for (Map.Entry<String, JsonNode> stack : stacks.properties()) {
            for (Map.Entry<String, JsonNode> output : stack.getValue().properties()) {
                String name =
                        outputs.containsKey(output.getKey()) ? stack.getKey() + "." + output.getKey() : output.getKey();
                outputs.put(name, output.getValue().asText());
            }
        }
        return outputs;
    }

    /** {@code {"name": {"sensitive": false, "type": "string", "value": "..."}}}; sensitive ones are not looked at. */
    private static Map<String, String> terraformOutputs(Path file) {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> output : tree(JSON, file).properties()) {
            JsonNode value = output.getValue().path("value");
            if (value.isTextual() && !output.getValue().path("sensitive").asBoolean()) {
                outputs.put(output.getKey(), value.asText());
            }
        }
        return outputs;
    }

    private String samStack(Path file) {
        JsonNode environment = tree(new TomlMapper(), file).path(sources.samEnvironment());
        for (String command : List.of("deploy", "global")) {
            JsonNode stack = environment.path(command).path("parameters").path("stack_name");
            if (stack.isTextual()) {
                return stack.asText();
            }
        }
        throw PerfException.user(file + " names no stack_name in [" + sources.samEnvironment()
                + ".deploy.parameters]: give -Dperf.stack, -Dperf.samEnvironment or -Dperf.function");
    }

    private static JsonNode tree(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(Files.readString(file));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw PerfException.user(file + " cannot be read: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw PerfException.world(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
