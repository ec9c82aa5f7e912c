package io.github.lambdaperf.maven;

import java.nio.file.Path;
import java.util.List;

/**
 * The version of the function that interleaved runs compare with.
 *
 * @param function on aws: ARN or name with a version or alias; null on the local target
 * @param classPath on the local target, the code first; empty on aws
 * @param label for the reader
 */
record EarlierVersion(String function, List<Path> classPath, String label) {
    EarlierVersion {
        classPath = List.copyOf(classPath);
    }
}
