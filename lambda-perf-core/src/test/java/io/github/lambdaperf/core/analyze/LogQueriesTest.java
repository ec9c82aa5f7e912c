package io.github.lambdaperf.core.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.FunctionRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LogQueriesTest {
    private static final Pattern ALIAS = Pattern.compile("\\bas (@?[A-Za-z_]\\w*)|\\(\\?<(\\w+)>");

    @TempDir
    Path directory;

    @Test
    void bothFormatsHaveTheSameAnalyses() {
        List<String> names =
                LogQueries.builtIn(LogFormat.TEXT).stream().map(LogQuery::name).toList();

        assertThat(LogQueries.builtIn(LogFormat.JSON))
                .extracting(LogQuery::name)
                .containsExactlyElementsOf(names);
        assertThat(names)
                .contains(
                        "cold-starts",
                        "memory-utilisation",
                        "error-rate",
                        "latency-percentiles",
                        "cold-start-rate",
                        "snapstart-restores",
                        "timeouts",
                        "out-of-memory",
                        "crash-reasons",
                        "error-messages",
                        "billed-versus-used",
                        "most-expensive",
                        "slowest-requests",
                        "retries",
                        "memory-percentiles",
                        "cold-starts-by-version");
    }

    @ParameterizedTest
    @MethodSource("everyQuery")
    void keepsTheRulesOfNames(LogQuery query) {
        String text = query.text(Duration.ofMinutes(3), LogScope.WHOLE_GROUP);

        List<String> aliases = new ArrayList<>();
        Matcher matcher = ALIAS.matcher(text);
        while (matcher.find()) {
            aliases.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        assertThat(aliases).as("a name is defined once").doesNotHaveDuplicates();
        assertThat(new HashSet<>(aliases))
                .as("no alias hides a field of the log")
                .doesNotContain("time", "type", "record", "level", "message", "status", "errorType", "requestId");
        assertThat(text)
                .as("every time bin has a name")
                .doesNotContainPattern("by bin\\([^)]*\\)(?! as )")
                .doesNotContainPattern("datefloor\\([^)]*\\)(?! as )");
        for (String stage : text.split("\\|\\s*(?=stats )")) {
            if (stage.startsWith("stats ")) {
                String aggregates = stage.split("\\sby\\s|\\R")[0];
                assertThat(aggregates.split(", (?![^(]*\\))"))
                        .allMatch(item -> item.matches(".* as @?\\w+\\s*"), "alias");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyQuery")
    void usesOnlyWhatEveryPartitionHas(LogQuery query) {
        String text = query.text(Duration.ofMinutes(3), LogScope.WHOLE_GROUP);

        assertThat(query.title()).isNotBlank().doesNotStartWith("#");
        assertThat(text)
                .doesNotContain("${")
                .doesNotContainPattern("\\b(if|case|round|toNumber|regexReplace|values|topk)\\(")
                .doesNotContainPattern("\\bwhere\\b")
                .as("counted repetition loses events")
                .doesNotContainPattern("\\{\\d")
                .as("a sort without direction has no documented order")
                .doesNotContainPattern("sort [^|]*?\\w+(?<!asc|desc)\\s*(,|\\||$)")
                .doesNotContain("(?=", "(?!", "(?<=", "(?<!");
        assertThat(text.length()).isLessThan(LogQueries.MAX_CHARACTERS);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1m",
        "1800, 1m",
        "1801, 5m",
        "9000, 5m",
        "9001, 10m",
        "27000, 15m",
        "54000, 30m",
        "54001, 1h",
        "864000, 1h"
    })
    void theBinGrowsWithTheLength(long seconds, String bin) {
        LogQuery query = new LogQuery("q", "q", "stats count(*) as n by bin(${bin}) as t", false);

        assertThat(query.text(Duration.ofSeconds(seconds), LogScope.WHOLE_GROUP))
                .isEqualTo("stats count(*) as n by bin(" + bin + ") as t");
    }

    @Test
    void theWholeDefaultGroupIsLookedAtForLatest() {
        assertThat(LogScope.of(function("$LATEST", "/aws/lambda/demo")).narrow("stats count(*) as n"))
                .isEqualTo("stats count(*) as n");
    }

    @Test
    void aVersionIsToldByItsStreams() {
        assertThat(LogScope.of(function("12", "/aws/lambda/demo")).narrow("stats count(*) as n"))
                .isEqualTo("filter @logStream like \"[12]\"\n| stats count(*) as n");
    }

    @Test
    void inASharedGroupTheFunctionIsToldByItsStreams() {
        assertThat(LogScope.of(function("$LATEST", "/team/logs")).narrow("stats count(*) as n"))
                .isEqualTo("filter @logStream like \"/demo[$LATEST]\"\n| stats count(*) as n");
    }

    @Test
    void readsTheUsersQueries() throws IOException {
        Files.writeString(directory.resolve("b-orders.cwli"), "# Orders by kind\nfilter kind = 'order'\n| limit 5\n");
        Files.writeString(directory.resolve("a-plain.cwli"), "fields @message");
        Files.writeString(directory.resolve("notes.txt"), "not a query");

        assertThat(LogQueries.read(directory))
                .containsExactly(
                        new LogQuery("a-plain", "a-plain", "fields @message", false),
                        new LogQuery(
                                "b-orders",
                                "Orders by kind",
                                "# Orders by kind\nfilter kind = 'order'\n| limit 5",
                                false));
        assertThat(LogQueries.read(directory.resolve("missing"))).isEmpty();
        assertThat(LogQueries.read(null)).isEmpty();
    }

    @Test
    void aUsersQueryTakesThePlaceOfTheBuiltInOne() throws IOException {
        Files.writeString(directory.resolve("timeouts.cwli"), "# Mine\nfields @message");

        List<LogQuery> all = LogQueries.all(LogFormat.TEXT, directory);

        assertThat(all).hasSameSizeAs(LogQueries.builtIn(LogFormat.TEXT));
        assertThat(all)
                .filteredOn(query -> query.name().equals("timeouts"))
                .singleElement()
                .satisfies(query -> {
                    assertThat(query.title()).isEqualTo("Mine");
                    assertThat(query.builtIn()).isFalse();
                });
    }

    @Test
    void refusesEmptyAndOverlongQueries() throws IOException {
        Files.writeString(directory.resolve("empty.cwli"), "# only a title\n\n");
        assertThatThrownBy(() -> LogQueries.read(directory))
                .isInstanceOf(PerfException.class)
                .hasMessageContaining("empty.cwli");

        Files.writeString(directory.resolve("empty.cwli"), "fields " + "a".repeat(10_000));
        assertThatThrownBy(() -> LogQueries.read(directory)).hasMessageContaining("10007");
    }

    static Stream<LogQuery> everyQuery() {
        return Stream.of(LogFormat.values())
                .flatMap(format ->
                        Stream.concat(Stream.of(LogQueries.totals(format)), LogQueries.builtIn(format).stream()));
    }

    private static FunctionRecord function(String version, String logGroup) {
        return new FunctionRecord("demo", "arn", version, "h", null, null, logGroup, "Text", 3000, 512);
    }
}
