package io.github.lambdaperf.local.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Files that several local targets may make at the same time: each is written beside and moved into place, under a name
 * made from its content or from what it depends on.
 *
 * @param directory an existing directory
 */
record PrivateFiles(Path directory) {

    /** The file {@code prefix-digest.suffix} with this content, written unless it is there. */
    Path publish(String prefix, String suffix, byte[] content) throws IOException {
        Path file = directory.resolve(prefix + "-" + digest(content) + suffix).toAbsolutePath();
        if (!Files.exists(file)) {
            Path part = Files.createTempFile(directory, prefix, ".part");
            Files.write(part, content);
            moveIntoPlace(part, file);
        }
        return file;
    }

    static void moveIntoPlace(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Sixteen hex digits of SHA-256. */
    static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
