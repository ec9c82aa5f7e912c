package io.github.lambdaperf.maven;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;

/**
 * Runs a declarative pipeline: sections are entered as Jenkins enters them, steps are written down instead of done. What is
 * neither a section nor a step of the place where it stands ends the run.
 */
final class Jenkinsfile {
    /** What may stand where, and which of it must. */
    private record Section(Set<String> mayHold, Set<String> mustHold) {}

    private static final Map<String, Section> SECTIONS = Map.of(
            "", new Section(Set.of("pipeline"), Set.of("pipeline")),
            "pipeline",
                    new Section(Set.of("agent", "options", "environment", "stages", "post"), Set.of("agent", "stages")),
            "agent", new Section(Set.of("label"), Set.of("label")),
            "options", new Section(Set.of("timeout", "timestamps"), Set.of()),
            "stages", new Section(Set.of("stage"), Set.of("stage")),
            "stage", new Section(Set.of("steps", "agent", "options", "post"), Set.of("steps")),
            "steps", new Section(Set.of("sh", "junit", "archiveArtifacts"), Set.of()),
            "post", new Section(Set.of("always", "success", "failure"), Set.of()),
            "always", new Section(Set.of("sh", "junit", "archiveArtifacts"), Set.of()));

    /**
     * A step or setting.
     *
     * @param where the sections around it, such as {@code pipeline/post/always}
     * @param arguments a map first where some have names
     */
    record Step(String where, String name, List<Object> arguments) {}

    private final List<Step> steps = new ArrayList<>();

    /**
     * What the pipeline asks for, in order.
     *
     * @throws RuntimeException where it is no Groovy or no such pipeline
     */
    static List<Step> run(String text) {
        Jenkinsfile file = new Jenkinsfile();
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(DelegatingScript.class.getName());
        DelegatingScript script = (DelegatingScript)
                new GroovyShell(Jenkinsfile.class.getClassLoader(), configuration).parse(text, "Jenkinsfile");
        Inside top = file.new Inside("", "");
        script.setDelegate(top);
        script.run();
        top.end();
        return file.steps;
    }

    /** The words that have a meaning in a section. */
    private final class Inside extends GroovyObjectSupport {
        private final String where;
        private final String name;
        private final Section section;
        private final List<String> held = new ArrayList<>();

        Inside(String where, String name) {
            this.where = where;
            this.name = name;
            this.section = SECTIONS.get(name);
        }

        @Override
        public Object invokeMethod(String word, Object all) {
            if (!section.mayHold().contains(word)) {
                throw new IllegalArgumentException(
                        "no '" + word + "' in '" + name + "', but " + String.join(", ", section.mayHold()));
            }
            held.add(word);
            List<Object> arguments = Arrays.asList((Object[]) all);
            if (!SECTIONS.containsKey(word)) {
                steps.add(new Step(where, word, arguments));
                return null;
            }
            Inside inside = new Inside(where.isEmpty() ? word : where + "/" + word, word);
            Closure<?> body = (Closure<?>) arguments.get(arguments.size() - 1);
            body.setResolveStrategy(Closure.DELEGATE_ONLY);
            body.setDelegate(inside);
            body.call();
            inside.end();
            return null;
        }

        void end() {
            if (!held.containsAll(section.mustHold())) {
                throw new IllegalArgumentException("'" + name + "' needs " + section.mustHold() + ", it has " + held);
            }
        }
    }
}
