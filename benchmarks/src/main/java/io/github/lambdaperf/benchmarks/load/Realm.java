package io.github.lambdaperf.benchmarks.load;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a class as Maven runs a plugin: in a class loader of its own, below the one that has SLF4J with something bound to
 * it, so that what is looked for in all jars of the JVM's class path is looked for in few.
 *
 * <p>Arguments: class path; name of the class; its arguments.
 */
public final class Realm {

    private Realm() {}

    /** Runs. */
    public static void main(String[] args) throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String entry : args[0].split(File.pathSeparator)) {
            jars.add(new File(entry).toURI().toURL());
        }
        URLClassLoader realm = new URLClassLoader(jars.toArray(new URL[0]), Realm.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(realm);
        realm.loadClass(args[1]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 2, args.length));
    }
}
