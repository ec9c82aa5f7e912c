package io.github.lambdaperf.core.shard;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The folder of a run's record as one file. */
public final class ShardArchive {
    private ShardArchive() {}

    /** Packs a folder with all below it. */
    public static void pack(Path directory, Path zip) {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(directory)) {
                files = walk.filter(Files::isRegularFile).sorted().toList();
            }
            for (Path file : files) {
                String name = directory.getFileName() + "/"
                        + directory.relativize(file).toString().replace('\\', '/');
                entries.putNextEntry(new ZipEntry(name));
                Files.copy(file, entries);
            }
        } catch (IOException e) {
            throw PerfException.world("cannot pack " + directory + ": " + e, e);
        }
    }

    /**
     * Unpacks what {@link #pack} made.
     *
     * @return the folder of the record, in {@code into}
     * @throws PerfException where the file is something else, damaged, or leads out of the folder
     */
    public static Path unpack(Path zip, String name, Path into) {
        Path directory = null;
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = into.resolve(entry.getName()).normalize();
                if (!file.startsWith(into) || entry.isDirectory()) {
                    throw new ZipException("the entry " + entry.getName() + " is not one of a record");
                }
                Files.createDirectories(file.getParent());
                Files.copy(entries, file);
                directory = into.resolve(into.relativize(file).getName(0));
            }
            if (directory == null) {
                throw new ZipException("it is empty, or no zip file");
            }
            return directory;
        } catch (IOException | IllegalArgumentException e) {
            // names that no path has are illegal arguments
            throw PerfException.user(
                    name + " is not the record of a shard, or damaged (" + e.getMessage() + "): run the shard again");
        }
    }
}
