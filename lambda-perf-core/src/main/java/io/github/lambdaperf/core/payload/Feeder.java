package io.github.lambdaperf.core.payload;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a CSV file (RFC 4180, the first line names the columns), one for each iteration; its texts are held in
 * memory. Which row an iteration gets depends on its number and the seed alone. Immutable.
 */
public final class Feeder {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();

    /** How rows are taken. */
    public enum Strategy {
        /** In order; it is an error when there are no more. */
        SEQUENTIAL("sequential"),
        /** In order, and from the first again. */
        CIRCULAR("circular"),
        /** Each time any row. */
        RANDOM("random"),
        /** In an order of chance, each row once before any comes again. */
        SHUFFLE("shuffle");

        private final String label;

        Strategy(String label) {
            this.label = label;
        }

        /** Name in scenario files. */
        public String label() {
            return label;
        }
    }

    private final String name;
    private final Strategy strategy;
    private final Map<String, Integer> columns;
    private final String[][] rows;
    private final int[] shuffled;
    private final String digest;
    private final long seed;

    private Feeder(
            String name,
            Strategy strategy,
            Map<String, Integer> columns,
            String[][] rows,
            int[] shuffled,
            String digest,
            long seed) {
        this.name = name;
        this.strategy = strategy;
        this.columns = columns;
        this.rows = rows;
        this.shuffled = shuffled;
        this.digest = digest;
        this.seed = seed;
    }

    /**
     * Reads a file.
     *
     * @param name of the file, for messages
     * @throws IllegalArgumentException says what is wrong with it, with the line
     */
    public static Feeder read(Path file, String name, Strategy strategy) {
        List<String[]> rows = new ArrayList<>();
        Map<String, Integer> columns = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = parser(reader, name)) {
            for (String column : parser.getHeaderNames()) {
                String plain = columns.isEmpty() && column.startsWith("\uFEFF") ? column.substring(1) : column;
                if (plain.isBlank() || columns.put(plain, columns.size()) != null) {
                    throw new IllegalArgumentException("column " + (columns.size() + 1) + " of " + name + " has "
                            + (plain.isBlank() ? "no name" : "the name of another one, '" + plain + "'"));
                }
            }
            for (CSVRecord record : parser) {
                if (record.size() != columns.size()) {
                    throw new IllegalArgumentException(name + ", line " + parser.getCurrentLineNumber() + ": "
                            + record.size() + " values, but " + columns.size() + " columns: " + columns.keySet());
                }
                rows.add(record.values());
            }
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(name + " is not in UTF-8", e);
        } catch (UncheckedIOException | CSVException e) {
            throw new IllegalArgumentException(name + " is no CSV: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(name + " has no row below the line with the names of the columns");
        }
        return new Feeder(name, strategy, columns, rows.toArray(String[][]::new), null, digest(file), 0);
    }

    private static CSVParser parser(Reader reader, String name) throws IOException {
        try {
            return FORMAT.parse(reader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ", line 1: " + e.getMessage(), e);
        }
    }

    private static String digest(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The same rows in another order of chance. */
    public Feeder withSeed(long newSeed) {
        return new Feeder(
                name,
                strategy,
                columns,
                rows,
                strategy == Strategy.SHUFFLE ? permutation(rows.length, newSeed) : null,
                digest,
                newSeed);
    }

    /** Fisher and Yates' shuffle. */
    private static int[] permutation(int length, long seed) {
        int[] order = new int[length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    public Strategy strategy() {
        return strategy;
    }

    /** Names of the columns, in the order of the file. */
    public Set<String> columns() {
        return columns.keySet();
    }

    public int size() {
        return rows.length;
    }

    /** SHA-256 (hexadecimal) of the file. */
    public String digest() {
        return digest;
    }

    /**
     * The row of an iteration: column to text.
     *
     * @param sequence number of the iteration within the scenario, from 0
     * @throws PerfException where a sequential feeder has no more rows
     */
    public Map<String, String> row(long sequence) {
        int index = (int) (sequence % rows.length);
        switch (strategy) {
            case SEQUENTIAL -> {
                if (sequence >= rows.length) {
                    throw PerfException.user(name + " has " + rows.length + " rows, and iteration " + (sequence + 1)
                            + " needs another one: add rows, or take 'strategy: circular'");
                }
            }
            case RANDOM ->
                index = new SplittableRandom(seed ^ sequence * 0x9E37_79B9_7F4A_7C15L)
                        .split()
                        .nextInt(rows.length);
            case SHUFFLE -> index = shuffled == null ? index : shuffled[index];
            case CIRCULAR -> {
                return new Row(columns, rows[index]);
            }
        }
        return new Row(columns, rows[index]);
    }

    /** A view of a row, without a copy. */
    private static final class Row extends AbstractMap<String, String> {
        private final Map<String, Integer> columns;
        private final String[] values;

        Row(Map<String, Integer> columns, String[] values) {
            this.columns = columns;
            this.values = values;
        }

        @Override
        public String get(Object column) {
            Integer index = columns.get(column);
            return index == null ? null : values[index];
        }

        @Override
        public boolean containsKey(Object column) {
            return columns.containsKey(column);
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            Set<Entry<String, String>> entries = new HashSet<>();
            columns.forEach((column, index) -> entries.add(Map.entry(column, values[index])));
            return entries;
        }
    }
}
