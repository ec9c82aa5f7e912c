package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.payload.PayloadSource;
import io.github.lambdaperf.core.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.project.MavenProject;

/** The project's classes and test classes, opened only where a scenario names one of them. */
final class ProjectClasses implements AutoCloseable {
    private final URLClassLoader own;

    private ProjectClasses(URLClassLoader own) {
        this.own = own;
    }

    static ProjectClasses of(MavenProject project, List<Scenario> scenarios) {
        boolean asked = scenarios.stream()
                .anyMatch(scenario ->
                        scenario.payload() != null && scenario.payload().className() != null);
        return new ProjectClasses(asked ? open(project) : null);
    }

    private static URLClassLoader open(MavenProject project) {
        try {
            List<URL> urls = new ArrayList<>();
            for (String element : project.getTestClasspathElements()) {
                urls.add(Path.of(element).toUri().toURL());
            }
            return new URLClassLoader(urls.toArray(URL[]::new), PayloadSource.class.getClassLoader());
        } catch (DependencyResolutionRequiredException | MalformedURLException e) {
            throw PerfException.world("the project's test class path could not be opened: " + e.getMessage(), e);
        }
    }

    /** Where classes are loaded from. */
    ClassLoader loader() {
        return own == null ? PayloadSource.class.getClassLoader() : own;
    }

    @Override
    public void close() {
        try {
            if (own != null) {
                own.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
