package io.github.lambdaperf.local.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a query holds is bounded by its result and its groups, and comes to the same as if it held everything. */
class BoundedMemoryTest {
    private static final RunOptions ALL_TIMES =
            new RunOptions(10_000, Instant.EPOCH, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE / 2));

    private static LogRecord event(long at, String message) {
        return new LogRecord(at, at, "1:g", "s", message, "p" + at);
    }

    private static List<String> values(InsightsResult result, String field) {
        return result.rows().stream()
                .map(row -> row.stream()
                        .filter(cell -> cell.field().equals(field))
                        .map(ResultField::value)
                        .findFirst()
                        .orElse(null))
                .toList();
    }

    private static List<String> run(String query, String field, List<LogRecord> events) {
        return values(InsightsQuery.compile(query).run(events, ALL_TIMES), field);
    }

    private record Shuffled(int at, int group, int value) {
        LogRecord event() {
            return BoundedMemoryTest.event(
                    at, "{\"at\":" + at + (group < 0 ? "" : ",\"group\":" + group) + ",\"value\":" + value + "}");
        }
    }

    private static List<Shuffled> shuffled(Random random) {
        return IntStream.range(0, 200)
                .mapToObj(i -> new Shuffled(random.nextInt(50), random.nextInt(6) - 1, random.nextInt(10)))
                .toList();
    }

    /** The best n of a heap are the first n of a stable sort. */
    @RepeatedTest(20)
    void keepsTheRowsThatASortWouldPutFirst(RepetitionInfo repetition) {
        List<Shuffled> rows = shuffled(new Random(repetition.getCurrentRepetition()));
        List<LogRecord> events = rows.stream().map(Shuffled::event).toList();
        int limit = repetition.getCurrentRepetition() * 7;

        List<String> wanted = rows.stream()
                .sorted(Comparator.comparingInt(Shuffled::value)
                        .thenComparing(Comparator.comparingInt(Shuffled::at).reversed()))
                .limit(limit)
                .map(row -> row.value() + "/" + row.at())
                .toList();
        assertThat(run("fields concat(value, '/', at) as x | sort value asc | limit " + limit, "x", events))
                .isEqualTo(wanted);

        List<String> newest = rows.stream()
                .sorted(Comparator.comparingInt(Shuffled::at).reversed())
                .limit(limit)
                .map(row -> Integer.toString(row.at()))
                .toList();
        assertThat(run("fields at as x | limit " + limit, "x", events)).isEqualTo(newest);
    }

    /** The newest row of each group, and every row without one, in the order of the sort. */
    @RepeatedTest(20)
    void keepsOneRowOfEachCombination(RepetitionInfo repetition) {
        List<Shuffled> rows = shuffled(new Random(repetition.getCurrentRepetition()));
        List<Shuffled> sorted = rows.stream()
                .sorted(Comparator.comparingInt(Shuffled::value)
                        .reversed()
                        .thenComparing(Comparator.comparingInt(Shuffled::at).reversed()))
                .toList();
        List<String> wanted = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        for (Shuffled row : sorted) {
            if (row.group() < 0 || !seen.contains(row.group())) {
                seen.add(row.group());
                wanted.add(row.value() + "/" + row.at());
            }
        }

        assertThat(run(
                        "fields concat(value, '/', at) as x | sort value desc | dedup group | limit 20",
                        "x",
                        rows.stream().map(Shuffled::event).toList()))
                .isEqualTo(wanted.subList(0, Math.min(20, wanted.size())));
    }

    /** Few different numbers are counted exactly, by the rank that the sorted numbers have. */
    @RepeatedTest(20)
    void interpolatesPercentilesAsOverSortedNumbers(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] numbers = random.doubles(1 + random.nextInt(300), -50, 1000)
                .map(number -> Math.rint(number * 4) / 4)
                .toArray();
        NumberCounts counts = new NumberCounts();
        Arrays.stream(numbers).forEach(counts::add);
        Arrays.sort(numbers);

        for (double percent : new double[] {0, 1, 50, 90, 99, 99.9, 100}) {
            double rank = percent / 100 * (numbers.length - 1);
            int below = (int) rank;
            int above = Math.min(below + 1, numbers.length - 1);
            double wanted = numbers[below] + (rank - below) * (numbers[above] - numbers[below]);
            assertThat(counts.percentile(percent)).isCloseTo(wanted, within(1e-9));
        }
    }

    @Test
    void roundsManyDifferentNumbersToOnePartInTenThousand() {
        NumberCounts counts = new NumberCounts();
        for (int i = 1; i <= 1_000_000; i++) {
            counts.add(i * 0.37);
        }

        assertThat(counts.percentile(50)).isCloseTo(500_000.5 * 0.37, within(500_000.5 * 0.37 * 1e-4));
        assertThat(counts.percentile(99)).isCloseTo(990_000 * 0.37, within(990_000 * 0.37 * 1e-4));
        assertThat(counts.percentile(100)).isCloseTo(370_000, within(37.0));
    }

    @Test
    void countsDifferentTextsExactlyUpToABoundAndApproximatelyBeyond() {
        DistinctCount count = new DistinctCount();
        for (int i = 0; i < DistinctCount.MOST; i++) {
            count.add("request " + i);
            count.add("request " + i / 2);
        }
        assertThat(count.count()).isEqualTo(DistinctCount.MOST);

        for (int i = 0; i < 1_000_000; i++) {
            count.add("request " + i);
        }
        // five standard errors
        assertThat(count.count()).isBetween(980_000L, 1_020_000L);
    }

    /** More messages than there is memory for, made as they are read. */
    @Test
    void readsMoreEventsThanItCouldHold() {
        String filler = "x".repeat(64_000);
        int events = (int) (Runtime.getRuntime().maxMemory() / 64_000) * 2;
        Iterable<LogRecord> many = () -> new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < events;
            }

            @Override
            public LogRecord next() {
                at++;
                return event(at, at + filler);
            }
        };

        InsightsResult newest =
                InsightsQuery.compile("fields strlen(@message) as n | limit 3").run(many, ALL_TIMES);

        assertThat(newest.recordsScanned()).isEqualTo(events);
        assertThat(newest.rows()).hasSize(3);
    }
}
