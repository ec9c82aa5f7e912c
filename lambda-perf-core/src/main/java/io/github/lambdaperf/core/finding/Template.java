package io.github.lambdaperf.core.finding;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.yaml.YamlNodes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The Java functions of a SAM or CloudFormation template, in YAML or JSON. Values that intrinsic functions make are known
 * where they are references to parameters with a default; the others are left out.
 */
public final class Template {
    private static final List<String> NAMES = List.of("template.yaml", "template.yml", "template.json");
    private static final String SAM = "AWS::Serverless::Function";
    private static final String LAMBDA = "AWS::Lambda::Function";

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, Node> globals;
    private final List<TemplateFunction> functions = new ArrayList<>();

    private Template(Node root) {
        Map<String, Node> top = map(root);
        map(top.get("Parameters")).forEach((name, parameter) -> {
            if (map(parameter).get("Default") instanceof ScalarNode value) {
                parameters.put(name, value.getValue());
            }
        });
        globals = map(map(top.get("Globals")).get("Function"));
        map(top.get("Resources")).forEach(this::resource);
    }

    /** The template of a directory, by its usual names. */
    public static Optional<Path> in(Path directory) {
        return NAMES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The Java functions of a template, in its order.
     *
     * @throws PerfException where it cannot be read
     */
    public static List<TemplateFunction> read(Path file) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file.getFileName().toString())
                    .build();
            return YamlNodes.single(Files.readString(file), settings)
                    .map(root -> new Template(root).functions)
                    .orElse(List.of());
        } catch (YamlEngineException e) {
            throw PerfException.user("the template " + file + " is not YAML: " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw PerfException.user("the template " + file + " is not text in UTF-8");
        } catch (IOException e) {
            throw PerfException.world("the template " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void resource(String logicalId, Node node) {
        Map<String, Node> resource = map(node);
        String type = text(resource.get("Type"));
        if (!SAM.equals(type) && !LAMBDA.equals(type)) {
            return;
        }
        Map<String, Node> properties = new LinkedHashMap<>(SAM.equals(type) ? globals : Map.of());
        properties.putAll(map(resource.get("Properties")));
        String runtime = text(properties.get("Runtime"));
        String handler = text(properties.get("Handler"));
        if (handler == null || runtime == null || !runtime.startsWith("java")) {
            return;
        }
        Map<String, Node> variables = new LinkedHashMap<>(
                SAM.equals(type) ? map(map(globals.get("Environment")).get("Variables")) : Map.of());
        variables.putAll(map(map(properties.get("Environment")).get("Variables")));
        Map<String, String> environment = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        variables.forEach((name, value) -> {
            String text = text(value);
            if (text == null) {
                unknown.add(name);
            } else {
                environment.put(name, text);
            }
        });
        functions.add(new TemplateFunction(
                logicalId,
                handler,
                number(properties.get("MemorySize")),
                number(properties.get("Timeout")),
                environment,
                unknown));
    }

    private Integer number(Node node) {
        String text = text(node);
        return text == null || !text.matches("\\d{1,6}") ? null : Integer.valueOf(text);
    }

    /** Null where it is none, or not known before the deployment. */
    private String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            String tag = scalar.getTag().getValue();
            if (tag.equals("!Ref")) {
                return parameters.get(scalar.getValue());
            }
            return tag.startsWith("!") || scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue();
        }
        return map(node).get("Ref") instanceof ScalarNode name ? parameters.get(name.getValue()) : null;
    }

    private static Map<String, Node> map(Node node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.put(key.getValue(), tuple.getValueNode());
                }
            }
        }
        return entries;
    }
}
