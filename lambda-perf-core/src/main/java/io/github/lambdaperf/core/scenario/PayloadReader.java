package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.payload.Feeder;
import io.github.lambdaperf.core.payload.PayloadSpec;
import io.github.lambdaperf.core.payload.PayloadSpec.Choice;
import io.github.lambdaperf.core.payload.PayloadTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code payload:} and {@code feeder:}, with the files that they name. */
final class PayloadReader {
    private static final String FORMS =
            "a map or list that is sent as JSON, the name of a file, { file: name }, { files: [...] },"
                    + " { directory: name } or { class: name }";
    private static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");

    private final Section top;
    private final Problems problems;
    private final Feeder feeder;

    PayloadReader(Section top) {
        this.top = top;
        this.problems = top.problems();
        this.feeder = top.has("feeder") ? readFeeder(top.section("feeder").allow(Keys.FEEDER)) : null;
    }

    /** Null where there is none. */
    Feeder feeder() {
        return feeder;
    }

    /** The payload; null where there is none. */
    PayloadSpec payload() {
        if (!top.has("payload") || Source.isNull(top.node("payload"))) {
            return null;
        }
        Node node = top.node("payload");
        if (Source.isText(node)) {
            return single(node);
        }
        Optional<NodeTuple> only = only(node);
        String form =
                only.map(tuple -> ((ScalarNode) tuple.getKeyNode()).getValue()).orElse("");
        Node value = only.map(NodeTuple::getValueNode).orElse(null);
        if (form.equals("file") && Source.isText(value)) {
            return single(value);
        } else if (form.equals("files")) {
            return files(top.section("payload"));
        } else if (form.equals("directory") && Source.isText(value)) {
            return directory((ScalarNode) value);
        } else if (form.equals("class") && Source.isText(value)) {
            return new PayloadSpec(List.of(), Source.scalar(value));
        } else if (node instanceof ScalarNode) {
            problems.add(top.source().place(node), "wrong type of 'payload'", Source.describe(node), FORMS);
            return null;
        }
        return PayloadSpec.of(template(top.source(), node));
    }

    private static Optional<NodeTuple> only(Node node) {
        return node instanceof MappingNode mapping
                        && mapping.getValue().size() == 1
                        && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode
                ? Optional.of(mapping.getValue().get(0))
                : Optional.empty();
    }

    private PayloadSpec single(Node name) {
        JsonNode template = file(name);
        return template == null ? null : PayloadSpec.of(template);
    }

    private PayloadSpec files(Section payload) {
        List<Choice> choices = new ArrayList<>();
        for (Node item : payload.list("files", "files, such as { file: small.json, weight: 3 }")) {
            Node name = item;
            double weight = 1;
            if (!Source.isText(item)) {
                Section entry = Section.of(top.source(), item, "an entry of 'files'", problems)
                        .allow(Keys.WEIGHTED);
                if (!entry.require("file", "the name of a payload file")) {
                    continue;
                }
                name = entry.node("file");
                weight = entry.number("weight", 1, 0, false);
            }
            JsonNode template = Source.isText(name) ? file(name) : null;
            if (!Source.isText(name)) {
                problems.add(top.source().place(name), "wrong type of 'file'", Source.describe(name), "a text");
            }
            if (template != null) {
                choices.add(new Choice(Source.scalar(name), weight, template));
            }
        }
        return new PayloadSpec(choices, null);
    }

    /** Every file of the directory with the same weight, in the order of their names. */
    private PayloadSpec directory(ScalarNode node) {
        Optional<Path> directory = resolve(top.source(), node.getValue()).filter(Files::isDirectory);
        List<Path> files = new ArrayList<>();
        if (directory.isPresent()) {
            try (Stream<Path> entries = Files.list(directory.get())) {
                entries.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                problems.add(top.source().place(node), "the directory cannot be read: " + e.getMessage(), null, null);
            }
        }
        if (files.isEmpty()) {
            problems.add(
                    top.source().place(node),
                    "there is no payload file in the directory '" + node.getValue() + "'",
                    null,
                    "a directory of JSON or YAML files, relative to the scenario file");
            return null;
        }
        List<Choice> choices = new ArrayList<>();
        for (Path file : files) {
            String name = node.getValue() + "/" + file.getFileName();
            Source.read(file, name, problems)
                    .filter(payload -> payload.root() != null)
                    .map(payload -> template(payload, payload.root()))
                    .ifPresent(template -> choices.add(new Choice(name, 1, template)));
        }
        return new PayloadSpec(choices, null);
    }

    private JsonNode file(Node node) {
        String name = Source.scalar(node);
        Optional<Path> file = resolve(top.source(), name).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            problems.add(
                    top.source().place(node),
                    "payload file '" + name + "' does not exist",
                    null,
                    "a JSON or YAML file, relative to the scenario file");
            return null;
        }
        return Source.read(file.get(), name, problems)
                .filter(payload -> payload.root() != null)
                .map(payload -> template(payload, payload.root()))
                .orElse(null);
    }

    /** A template of this scenario, with all that is wrong in it told. */
    JsonNode template(Source from, Node node) {
        JsonNode tree = from.tree(node, problems);
        for (PayloadTemplate.Problem problem : PayloadTemplate.problems(tree)) {
            problems.add(from.place(Source.resolve(node, problem.place())), problem.message(), null, null);
        }
        new RowReferences(feeder, from, problems).check(node);
        return tree;
    }

    private Feeder readFeeder(Section section) {
        List<String> strategies = Arrays.stream(Feeder.Strategy.values())
                .map(Feeder.Strategy::label)
                .toList();
        String label = section.oneOf("strategy", Feeder.Strategy.SEQUENTIAL.label(), strategies);
        Feeder.Strategy strategy = Feeder.Strategy.values()[strategies.indexOf(label)];
        section.require("file", "a CSV file, relative to the scenario file");
        String name = section.text("file", null);
        if (name == null) {
            return null;
        }
        Optional<Path> file = resolve(section.source(), name).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            problems.add(
                    section.place("file"),
                    "feeder file '" + name + "' does not exist",
                    null,
                    "a CSV file, relative to the scenario file");
            return null;
        }
        try {
            return Feeder.read(file.get(), name, strategy);
        } catch (IllegalArgumentException e) {
            problems.add(section.place("file"), e.getMessage(), null, null);
            return null;
        }
    }

    private static Optional<Path> resolve(Source source, String name) {
        try {
            return Optional.of(
                    source.path().toAbsolutePath().resolveSibling(name).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The files that the payload of a scenario names, without any check: they are no scenarios. */
    static List<Path> files(Source source) {
        List<Path> files = new ArrayList<>();
        if (source.root() instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("payload")) {
                    named(tuple.getValueNode())
                            .forEach(name -> resolve(source, name).ifPresent(files::add));
                }
            }
        }
        return files;
    }

    private static List<String> named(Node payload) {
        if (Source.isText(payload)) {
            return List.of(Source.scalar(payload));
        }
        List<String> names = new ArrayList<>();
        only(payload).map(NodeTuple::getValueNode).ifPresent(value -> {
            if (Source.isText(value)) {
                names.add(Source.scalar(value));
            } else if (value instanceof org.snakeyaml.engine.v2.nodes.SequenceNode list) {
                list.getValue().forEach(item -> names.addAll(entry(item)));
            }
        });
        return names;
    }

    private static List<String> entry(Node item) {
        if (Source.isText(item)) {
            return List.of(Source.scalar(item));
        }
        List<String> names = new ArrayList<>();
        if (item instanceof MappingNode mapping) {
            mapping.getValue().stream()
                    .map(NodeTuple::getValueNode)
                    .filter(Source::isText)
                    .forEach(node -> names.add(Source.scalar(node)));
        }
        return names;
    }
}
