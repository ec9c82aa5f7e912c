package io.github.lambdaperf.core.shard;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.S3Objects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where shards leave their records and the merge finds them: a folder, or a prefix in an S3 bucket. */
public sealed interface ShardStore {
    /** Files of shards; others are left alone. */
    Pattern NAME = Pattern.compile("shard-\\d+-of-\\d+\\.zip");

    /** Name of a shard's file. */
    static String name(Shard shard) {
        return "shard-" + shard.index() + "-of-" + shard.count() + ".zip";
    }

    /** Puts a file there, whole or not at all; one of the same name is replaced. */
    void put(String name, Path file);

    /** Names of the files there. */
    List<String> names();

    /** Fetches a file. */
    void get(String name, Path to);

    /** For messages. */
    String location(String name);

    /**
     * Opens a store.
     *
     * @param location {@code s3://bucket/prefix}, or a folder
     * @param buckets opened only for S3
     */
    static ShardStore of(String location, Path base, Function<String, S3Objects> buckets) {
        Matcher s3 = Pattern.compile("s3://([^/]+)/?(.*)").matcher(location);
        if (!s3.matches()) {
            return new Folder(base.resolve(location));
        }
        String prefix = s3.group(2).isEmpty() || s3.group(2).endsWith("/") ? s3.group(2) : s3.group(2) + "/";
        return new Bucket(buckets.apply(s3.group(1)), s3.group(1), prefix);
    }

    /** A folder, shared or carried from machine to machine. */
    record Folder(Path path) implements ShardStore {
        @Override
        public void put(String name, Path file) {
            Path temporary = path.resolve(name + ".tmp");
            try {
                Files.createDirectories(path);
                Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
                Files.move(temporary, path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                deleteQuietly(temporary);
                throw PerfException.world(
                        "cannot write " + path.resolve(name) + " (" + e
                                + "): make the folder writable, free some space, or name another one by -Dperf.shards",
                        e);
            }
        }

        private static void deleteQuietly(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // the failure that brought us here is the one to report
            }
        }

        /** In folders of their own, too: that is how CI systems lay down what several jobs left. */
        @Override
        public List<String> names() {
            if (!Files.isDirectory(path)) {
                return List.of();
            }
            try (Stream<Path> files = Files.walk(path, 2)) {
                return files.filter(file ->
                                NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file))
                        .map(file -> path.relativize(file).toString())
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw PerfException.world("cannot list " + path, e);
            }
        }

        @Override
        public void get(String name, Path to) {
            try {
                Files.copy(path.resolve(name), to, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw PerfException.world("cannot read " + path.resolve(name), e);
            }
        }

        @Override
        public String location(String name) {
            return path.resolve(name).toString();
        }
    }

    /** Objects below a prefix. */
    record Bucket(S3Objects objects, String bucket, String prefix) implements ShardStore {
        @Override
        public void put(String name, Path file) {
            objects.put(prefix + name, file);
        }

        @Override
        public List<String> names() {
            return objects.list(prefix).stream()
                    .map(key -> key.substring(prefix.length()))
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        }

        @Override
        public void get(String name, Path to) {
            objects.get(prefix + name, to);
        }

        @Override
        public String location(String name) {
            return "s3://" + bucket + "/" + prefix + name;
        }
    }
}
