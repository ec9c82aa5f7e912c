package io.github.lambdaperf.core.payload;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.PerfException;
import java.util.List;

/**
 * The {@code payload:} section of a scenario.
 *
 * @param choices templates to choose from, at least one; none where a class makes the payloads
 * @param className of a {@link PayloadSource} of the project, or null
 */
public record PayloadSpec(List<Choice> choices, String className) {
    public PayloadSpec {
        choices = List.copyOf(choices);
    }

    /**
     * A payload and how often it is sent.
     *
     * @param name of its file, for messages; {@code payload} where it stands in the scenario
     * @param weight above 0
     * @param template numbers as numbers, with its <code>${…}</code> expressions
     */
    public record Choice(String name, double weight, JsonNode template) {}

    /** A payload that stands in the scenario, or in a file of its own. */
    public static PayloadSpec of(JsonNode template) {
        return new PayloadSpec(List.of(new Choice("payload", 1, template)), null);
    }

    /** The only payload there is, or null. */
    public JsonNode single() {
        return choices.size() == 1 ? choices.get(0).template() : null;
    }

    /**
     * Compiles.
     *
     * @param classes that the project's own source is loaded from
     * @throws PerfException where the class is not there or no payload source
     */
    public PayloadSource source(long seed, ClassLoader classes) {
        if (className != null) {
            return own(classes);
        }
        List<PayloadTemplate> templates = choices.stream()
                .map(choice -> PayloadTemplate.compile(choice.template()).withSeed(seed))
                .toList();
        return templates.size() == 1
                ? templates.get(0)
                : new WeightedPayloads(
                        templates, choices.stream().mapToDouble(Choice::weight).toArray(), seed);
    }

    private PayloadSource own(ClassLoader classes) {
        try {
            Object made = Class.forName(className, true, classes)
                    .getDeclaredConstructor()
                    .newInstance();
            if (made instanceof PayloadSource source) {
                return source;
            }
            throw PerfException.user(
                    "the class " + className + " of 'payload' does not implement " + PayloadSource.class.getName());
        } catch (ClassNotFoundException e) {
            throw PerfException.user("there is no class " + className + " for 'payload' among the project's classes and"
                    + " test classes: check the name, and that mvn test-compile has run");
        } catch (NoSuchMethodException e) {
            throw PerfException.user(
                    "the class " + className + " of 'payload' needs a public constructor without" + " parameters");
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw PerfException.user("the class " + className + " of 'payload' cannot be made: " + cause);
        }
    }
}
