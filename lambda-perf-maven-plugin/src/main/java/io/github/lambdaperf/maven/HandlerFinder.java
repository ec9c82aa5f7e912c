package io.github.lambdaperf.maven;

import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import io.github.lambdaperf.core.PerfException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
        List<String> found = scan(classes, classPath);
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

    /** Jars are opened only where a class of the project extends or implements one of theirs. */
    private static List<String> scan(Path classes, List<Path> classPath) {
        Set<String> own = ClassScan.names(classes);
        if (own.isEmpty()) {
            return List.of();
        }
        try (ScanResult result = ClassScan.of(List.of(classes), own)) {
            if (own.stream().map(result::getClassInfo).noneMatch(HandlerFinder::leadsOutside)) {
                return handlers(result, own);
            }
        }
        try (ScanResult result = ClassScan.of(classPath, own)) {
            return handlers(result, own);
        }
    }

    private static boolean leadsOutside(ClassInfo info) {
        return info != null
                && Stream.concat(info.getSuperclasses().stream(), info.getInterfaces().stream())
                        .anyMatch(above ->
                                ClassScan.isMissing(above, above.getName()) && !INTERFACES.contains(above.getName()));
    }

    private static List<String> handlers(ScanResult result, Set<String> own) {
        return INTERFACES.stream()
                .flatMap(name -> result.getClassesImplementing(name).stream())
                .filter(info -> own.contains(info.getName()) && !info.isAbstract() && !info.isInterface())
                .map(ClassInfo::getName)
                .distinct()
                .sorted()
                .toList();
    }
}
