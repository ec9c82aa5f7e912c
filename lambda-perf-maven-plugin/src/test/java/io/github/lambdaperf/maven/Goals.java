package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystemSession;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A project of a user whose goals run in this JVM, with the parameters' defaults as Maven would set them. */
final class Goals {
    private final Path project;
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private Consumer<String> listener = line -> {};

    /** @param project empty folder */
    Goals(Path project) throws IOException {
        this.project = project;
        Files.createDirectories(project.resolve("src/perf"));
    }

    /** How a goal ended: null where it did well. */
    record Ended(AbstractMojoExecutionException failure) {
        /** The user's matter. */
        boolean isFailure() {
            return failure instanceof MojoFailureException;
        }

        /** Ours, or the world's. */
        boolean isError() {
            return failure instanceof MojoExecutionException;
        }

        String message() {
            return failure.getMessage();
        }
    }

    Goals scenario(String name, String text) throws IOException {
        Files.writeString(project.resolve("src/perf").resolve(name + ".yaml"), text);
        return this;
    }

    /** As {@code -D} on the command line. */
    Goals with(String property, Object value) {
        properties.put(property, value.toString());
        return this;
    }

    /** Tells each line of the log as it comes. */
    Goals telling(Consumer<String> newListener) {
        listener = newListener;
        return this;
    }

    private void add(String line) {
        log.add(line);
        listener.accept(line);
    }

    Ended load() throws Exception {
        return run("load", new LoadMojo(new LoadGate()));
    }

    Ended analyze() throws Exception {
        return run("analyze", new AnalyzeMojo());
    }

    Ended check() throws Exception {
        return run("check", new CheckMojo(new LoadGate(), null));
    }

    Ended merge() throws Exception {
        return run("merge", new MergeMojo(new LoadGate()));
    }

    Ended baseline() throws Exception {
        return run("baseline", new BaselineMojo(new LoadGate()));
    }

    Ended report() throws Exception {
        return run("report", new ReportMojo());
    }

    Ended doctor() throws Exception {
        return run("doctor", new DoctorMojo());
    }

    /** @param action as {@code perf.alarms} names it */
    Ended alarms(String action) throws Exception {
        return with("perf.alarms", action).run("alarms", new AlarmsMojo());
    }

    Ended tune() throws Exception {
        return run("tune", new TuneMojo(new LoadGate()));
    }

    Ended selftest() throws Exception {
        return run("selftest", new SelftestMojo(new LoadGate()));
    }

    /** Stays up until the thread is interrupted. */
    Ended local() throws Exception {
        return run("local", new LocalMojo());
    }

    /** Lines of the build's log, of all goals so far. */
    List<String> log() {
        return log;
    }

    Path runs() {
        return project.resolve("target/perf/runs");
    }

    Optional<RunRecord> record() {
        return RunDirectory.newest(runs()).map(RunDirectory::read);
    }

    /** Files that a goal makes and must take away again. */
    List<Path> temporaries() throws IOException {
        return FaultGround.temporaries(project.resolve("target"));
    }

    private Ended run(String goal, AbstractPerfMojo mojo) throws Exception {
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
                add("[INFO] " + content);
            }

            @Override
            public void warn(CharSequence content) {
                add("[WARNING] " + content);
            }
        });
        set(mojo, "project", mavenProject());
        set(mojo, "session", session());
        set(
                mojo,
                "toolchains",
                Proxy.newProxyInstance(
                        Goals.class.getClassLoader(),
                        new Class<?>[] {ToolchainManager.class},
                        (self, method, arguments) -> method.getReturnType() == List.class ? List.of() : null));
        defaults(goal).forEach((name, parameter) -> {
            String value = properties.getOrDefault(parameter.property(), parameter.value());
            if (value != null && !value.isEmpty()) {
                set(mojo, name, value);
            }
        });
        try {
            mojo.execute();
            return new Ended(null);
        } catch (AbstractMojoExecutionException e) {
            return new Ended(e);
        }
    }

    /** Of this module, so that scenarios can name classes of its tests. */
    private static String testClasses() {
        return new File(Goals.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .getPath();
    }

    private MavenProject mavenProject() {
        MavenProject maven = new MavenProject();
        maven.setFile(project.resolve("pom.xml").toFile());
        maven.setArtifactId("orders");
        Build build = new Build();
        build.setDirectory(project.resolve("target").toString());
        build.setOutputDirectory(project.resolve("target/classes").toString());
        build.setTestOutputDirectory(testClasses());
        maven.setBuild(build);
        maven.setArtifacts(Set.of());
        return maven;
    }

    @SuppressWarnings("deprecation")
    private MavenSession session() {
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setBaseDirectory(project.toFile());
        request.setInteractiveMode(false);
        return new MavenSession(null, (RepositorySystemSession) null, request, new DefaultMavenExecutionResult());
    }

    private record Parameter(String property, String value) {}

    /** From the descriptor that Maven reads. */
    private Map<String, Parameter> defaults(String goal) throws Exception {
        Map<String, Parameter> parameters = new HashMap<>();
        try (InputStream in = LoadMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            NodeList mojos = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("mojo");
            for (int i = 0; i < mojos.getLength(); i++) {
                Element mojo = (Element) mojos.item(i);
                Element configuration =
                        (Element) mojo.getElementsByTagName("configuration").item(0);
                if (text(mojo, "goal").equals(goal) && configuration != null) {
                    NodeList values = configuration.getElementsByTagName("*");
                    for (int j = 0; j < values.getLength(); j++) {
                        Element value = (Element) values.item(j);
                        parameters.put(
                                value.getTagName(),
                                new Parameter(
                                        value.getTextContent().replaceAll("^\\$\\{(.*)}$", "$1"),
                                        filled(value.getAttribute("default-value"))));
                    }
                }
            }
        }
        return parameters;
    }

    private static String text(Element of, String name) {
        return of.getElementsByTagName(name).item(0).getTextContent();
    }

    /** Null for components of Maven's own. */
    private String filled(String value) {
        String filled = value.replace("${project.basedir}", project.toString())
                .replace("${project.build.directory}", project.resolve("target").toString())
                .replace(
                        "${project.build.outputDirectory}",
                        project.resolve("target/classes").toString());
        return filled.startsWith("${") ? null : filled;
    }

    private static void set(Object mojo, String name, Object value) {
        for (Class<?> type = mojo.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                field.set(mojo, value instanceof String text ? converted(field.getType(), text) : value);
                return;
            } catch (NoSuchFieldException e) {
                // the next one above
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Object converted(Class<?> type, String text) {
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        } else if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        } else if (type == long.class) {
            return Long.valueOf(text);
        } else if (type == double.class) {
            return Double.valueOf(text);
        } else if (type == File.class) {
            return new File(text);
        }
        return text;
    }
}
