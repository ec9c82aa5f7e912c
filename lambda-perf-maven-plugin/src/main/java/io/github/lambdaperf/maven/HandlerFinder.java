package io.github.lambdaperf.maven;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import io.github.lambdaperf.core.PerfException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the Lambda handler of a project: the one concrete class that implements an interface of Lambda's runtime. */
final class HandlerFinder {
    private static final List<String> INTERFACES = List.of(
            "com.amazonaws.services.lambda.runtime.RequestHandler",
            "com.amazonaws.services.lambda.runtime.RequestStreamHandler");

    private HandlerFinder() {}

    /**
     * The handler's class name.
     *
     * @param classes the project's own classes
     * @param classPath everything that they need, to follow super classes
     * @throws PerfException where there is none, or more than one
     */
    static String find(Path classes, List<Path> classPath) {
        List<String> found = Files.isDirectory(classes) ? scan(classes, classPath) : List.of();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw PerfException.user("no Lambda handler was found in " + classes
                    + ": no class there implements RequestHandler or RequestStreamHandler."
                    + " Compile the project first (mvn verify), or name the handler:"
                    + " -Dperf.handler=com.example.MyHandler or -Dperf.handler=com.example.MyHandler::method");
        }
        throw PerfException.user("this project has " + found.size() + " Lambda handlers:\n  "
                + String.join("\n  ", found) + "\nName the one to load: -Dperf.handler=" + found.get(0)
                + ", or <handler> in the plugin's configuration");
    }

    private static List<String> scan(Path classes, List<Path> classPath) {
        try (ScanResult result = new ClassGraph()
                .overrideClasspath(classPath)
                .enableClassInfo()
                .enableExternalClasses()
                .ignoreClassVisibility()
                .removeTemporaryFilesAfterScan()
                .scan()) {
            List<String> found = new ArrayList<>();
            for (String name : INTERFACES) {
                for (ClassInfo info : result.getClassesImplementing(name)) {
                    boolean own = Files.exists(classes.resolve(info.getName().replace('.', '/') + ".class"));
                    if (own && !info.isAbstract() && !info.isInterface() && !found.contains(info.getName())) {
                        found.add(info.getName());
                    }
                }
            }
            found.sort(null);
            return found;
        }
    }
}
