package io.github.lambdaperf.local.service;

import io.github.lambdaperf.local.FunctionDefinition;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a function's code and its Java runtime are told apart by.
 *
 * @param codeSha256 SHA-256 in Base64 over the class path's entries in order: jars, and the files of directories sorted
 *     by their path. Each file gives its name (of a directory's, the path in it with {@code /}) and a zero byte, its
 *     length as eight bytes, and its content, so that neither place nor time of a build matters.
 * @param codeSize total of these files in bytes
 * @param runtimeVersion SHA-256 in hexadecimal of the runtime's identifier and the {@code release} file of its JDK
 */
record FunctionFingerprint(String codeSha256, long codeSize, String runtimeVersion) {

    /** Reads the whole class path; entries that do not exist are left out, as the JVM does. */
    static FunctionFingerprint of(FunctionDefinition function) throws IOException {
        MessageDigest code = sha256();
        long size = 0;
        try (DataOutputStream out = digesting(code)) {
            for (Path entry : function.classPath()) {
                for (Map.Entry<String, Path> file : files(entry).entrySet()) {
                    long length = Files.size(file.getValue());
                    out.write(file.getKey().getBytes(StandardCharsets.UTF_8));
                    out.writeByte(0);
                    out.writeLong(length);
                    Files.copy(file.getValue(), out);
                    size += length;
                }
            }
        }
        return new FunctionFingerprint(
                Base64.getEncoder().encodeToString(code.digest()), size, runtimeVersion(function));
    }

    private static Map<String, Path> files(Path entry) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        if (Files.isRegularFile(entry)) {
            files.put(entry.getFileName().toString(), entry);
        } else if (Files.isDirectory(entry)) {
            try (var walk = Files.walk(entry)) {
                walk.filter(Files::isRegularFile)
                        .forEach(file -> files.put(
                                entry.relativize(file)
                                        .toString()
                                        .replace(file.getFileSystem().getSeparator(), "/"),
                                file));
            }
        }
        return files;
    }

    private static String runtimeVersion(FunctionDefinition function) throws IOException {
        MessageDigest version = sha256();
        version.update(function.runtime().getBytes(StandardCharsets.UTF_8));
        Path release = function.javaHome().resolve("release");
        if (Files.isRegularFile(release)) {
            version.update(Files.readAllBytes(release));
        }
        return HexFormat.of().formatHex(version.digest());
    }

    private static DataOutputStream digesting(MessageDigest digest) {
        return new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
