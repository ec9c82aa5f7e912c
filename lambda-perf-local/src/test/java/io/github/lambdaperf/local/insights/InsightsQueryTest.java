package io.github.lambdaperf.local.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsightsQueryTest {
    private static final long TEN = Instant.parse("2026-01-15T10:00:00Z").toEpochMilli();
    private static final RunOptions OPTIONS = new RunOptions(
            1000,
            Instant.parse("2026-01-15T11:00:00Z"),
            Instant.parse("2026-01-15T10:00:00Z"),
            Instant.parse("2026-01-15T11:00:00Z"));

    @Test
    void discoversTheReportLine() {
        String report = "REPORT RequestId: 4b1c-7\tDuration: 2.03 ms\tBilled Duration: 3 ms\tMemory Size: 512 MB"
                + "\tMax Memory Used: 70 MB\tInit Duration: 428.60 ms\t\nXRAY TraceId: 1-5e-9\tSegmentId: 7f\tSampled: true\t\n";
        assertThat(onlyRow(
                        "fields @type, @requestId, @duration, @billedDuration, @memorySize, @maxMemoryUsed, @initDuration, @xrayTraceId, @xraySegmentId",
                        report))
                .isEqualTo(Map.of(
                        "@type", "REPORT",
                        "@requestId", "4b1c-7",
                        "@duration", "2.03",
                        "@billedDuration", "3",
                        "@memorySize", "512000000",
                        "@maxMemoryUsed", "70000000",
                        "@initDuration", "428.6",
                        "@xrayTraceId", "1-5e-9",
                        "@xraySegmentId", "7f"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "START RequestId: a1 Version: 3 | a1 | START",
                "END RequestId: a1 | a1 | END",
                "2026-01-15T10:02:03.000Z a1 Task timed out after 3.00 seconds | a1 |",
                "2026-01-15T10:02:03.000Z undefined INFO loading | |",
                "2026-01-15T10:02:03.000Z | |",
                "INIT_START Runtime Version: java:17.v1 | |",
                "REPORT | |",
            })
    void discoversRequestIdAndType(String message, String requestId, String type) {
        Map<String, String> expected = new LinkedHashMap<>();
        if (requestId != null) {
            expected.put("@requestId", requestId);
        }
        if (type != null) {
            expected.put("@type", type);
        }
        assertThat(onlyRow("fields @requestId, @type", message)).isEqualTo(expected);
    }

    @Test
    void discoversTheFirstJsonFragmentOfALine() {
        assertThat(
                        onlyRow(
                                "fields a, b.0.c, on, `@@x`, gone, second",
                                "Payload {not json} {\"a\":\"x\",\"b\":[{\"c\":1.25}],\"on\":false,\"@x\":1,\"gone\":null} {\"second\":2}"))
                .isEqualTo(Map.of("a", "x", "b.0.c", "1.25", "on", "0", "@@x", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 ^ 3 ^ 2 | 512",
                "-2 ^ 2 | 4",
                "7 - 2 - 1 | 4",
                "1 / 0 |",
                "missing + 1 |",
                "missing = 1 | 0",
                "missing != 1 | 1",
                "not missing | 1",
                "missing not in [1] | 1",
                "greatest(missing, 3) | 3",
                "concat('a', missing, 'b') | ab",
                "substr('xyZfooxyZ', 3, 3) | foo",
                "concat('[', substr('abc', 9), ']') | []",
                "trim('xyZxyfooxyxyZ', 'xyZ') | foo",
                "strlen('na\u00efve') | 5",
                "replace('a.b.c', '.', '-') | a-b-c",
                "toupper('ab') | AB",
                "isblank('  ') + isempty('') * 2 | 3",
                "if(1 > 2, 'a', 'b') | b",
                "case(1 > 2, 'a', 2 > 1, 'c', 'd') | c",
                "toNumber('12.5') | 12.5",
                "toNumber('x') |",
                "round(2.345, 2) | 2.35",
                "startsWith('abc', 'ab') + endsWith('abc', 'bc') | 2",
                "jsonParse('{\"a\":{\"b\":[5]}}').a.b[0] | 5",
                "'abc' < 'abd' | 1",
                "5 < 'abc' | 0",
                "'\\t' | \\t",
                "\"a\\\"b\" | a\"b",
                "10 / 3 | 3.3333",
                "0.00005 | 0.0001",
                "1e15 | 1000000000000000",
                "'10' = 10.0 | 1",
                "'x' like /^X/ | 0",
                "'x' =~ /(?i)^X/ | 1",
                "'a[b' like /[[]b/ | 1",
                "'10.1.2.3' =~ /^\\d+(\\.\\d+)+$/ | 1",
                "isIpInSubnet('10.1.2.3', '10.0.0.0/8') + isValidIp('10.1.2') | 1",
                "isIpv6InSubnet('2001:db8::1', '2001:db8::/32') | 1",
                "log(1) | 0",
                "now() | 1768474800",
                "dateceil(fromMillis(1768471200000), 1h) | 2026-01-15 10:00:00.000",
                "datefloor(1768471200000, 1mo) | 2026-01-01 00:00:00.000",
                "dateceil(1768471200000, 1q) | 2026-04-01 00:00:00.000",
                "@timestamp = '2026-01-15 10:00:00.000' | 0",
                "bin(90m) | 2026-01-15 10:00:00.000",
            })
    void evaluates(String expression, String expected) {
        Map<String, String> row = onlyRow("display " + expression + " as result", "text");
        assertThat(row.get("result")).isEqualTo(expected);
    }

    @Test
    void parsesByGlob() {
        assertThat(onlyRow(
                        "parse @message \"[*] user=* took *\" as kind, user, rest | display kind, user, rest",
                        "10:00 [info] user=ann took 5 ms\n"))
                .isEqualTo(Map.of("kind", "info", "user", "ann", "rest", "5 ms\n"));
    }

    @Test
    void aggregatesByTheDocumentedRules() {
        List<Map<String, String>> rows = rows(
                "stats count(*) as n, count(v) as present, avg(v) as mean, stddev(v) as deviation, pct(v, 50) as p50, "
                        + "pct(v, 25) as p25, median(v) as mid, min(w) as low, sortsLast(w) as high, "
                        + "earliest(w) as first, latest(w) as last, latest(@timestamp) as lastTime, sum(x) as nothing",
                "{\"v\":1,\"w\":\"b\"}",
                "{\"v\":\"3\",\"w\":\"a\"}",
                "{\"w\":\"10\"}");
        assertThat(rows)
                .containsExactly(Map.ofEntries(
                        Map.entry("n", "3"),
                        Map.entry("present", "2"),
                        Map.entry("mean", "2"),
                        Map.entry("deviation", "1"),
                        Map.entry("p50", "2"),
                        Map.entry("p25", "1.5"),
                        Map.entry("mid", "2"),
                        Map.entry("low", "a"),
                        Map.entry("high", "10"),
                        Map.entry("first", "b"),
                        Map.entry("last", "10"),
                        Map.entry("lastTime", "1768471202000")));
    }

    @Test
    void groupsAMissingKeyWithoutTheField() {
        assertThat(rows("stats count(*) as n by k | sort k", "{\"k\":\"a\"}", "{}", "{}"))
                .containsExactly(Map.of("n", "2"), Map.of("k", "a", "n", "1"));
    }

    @Test
    void noInputGivesNoRow() {
        assertThat(rows("filter @message like 'never' | stats count(*)", "a", "b"))
                .isEmpty();
    }

    @Test
    void putsKeysFirstAndNamesColumnsByTheirText() {
        InsightsResult result = InsightsQuery.compile("stats count(*), max(v) + 1 by bin(5m), k")
                .run(events("{\"k\":\"a\",\"v\":2}"), OPTIONS);
        assertThat(result.rows())
                .containsExactly(List.of(
                        new ResultField("bin(5m)", "2026-01-15 10:00:00.000"),
                        new ResultField("k", "a"),
                        new ResultField("count(*)", "1"),
                        new ResultField("max(v) + 1", "3")));
    }

    @Test
    void showsEventsNewestFirstWithTheirPointerLast() {
        InsightsResult result = InsightsQuery.compile("fields @message").run(events("a", "b"), OPTIONS);
        assertThat(result.rows())
                .containsExactly(
                        List.of(new ResultField("@message", "b"), new ResultField("@ptr", "p1")),
                        List.of(new ResultField("@message", "a"), new ResultField("@ptr", "p0")));
    }

    @Test
    void countsWhatItScannedAndSaysWhenItCut() {
        List<LogRecord> events = events("caf\u00e9", "b", "b");
        events.add(new LogRecord(TEN - 1, TEN, "l", "s", "b", "before"));
        events.add(new LogRecord(TEN + 3_600_999, TEN, "l", "s", "b", "last second"));
        RunOptions two = new RunOptions(2, OPTIONS.now(), OPTIONS.start(), OPTIONS.end());

        InsightsResult cut = InsightsQuery.compile("filter @message = 'b'").run(events, two);
        assertThat(cut.rows()).hasSize(2);
        assertThat(cut.limitReached()).isTrue();
        assertThat(cut.recordsMatched()).isEqualTo(3);
        assertThat(cut.recordsScanned()).isEqualTo(4);
        assertThat(cut.bytesScanned()).isEqualTo(8);

        InsightsResult own = InsightsQuery.compile("fields @message | limit 3").run(events, two);
        assertThat(own.rows()).hasSize(3);
        assertThat(own.limitReached()).isFalse();
    }

    @Test
    void keepsTheFirstOfEachCombination() {
        assertThat(rows(
                        "fields k, v | sort v | dedup k",
                        "{\"k\":\"a\",\"v\":2}",
                        "{\"k\":\"a\",\"v\":1}",
                        "{\"v\":3}",
                        "{\"v\":4}"))
                .containsExactly(Map.of("k", "a", "v", "1"), Map.of("v", "3"), Map.of("v", "4"));
    }

    @Test
    void attributesOfANewMapShowInTheNextCommandOnly() {
        assertThat(rows("fields jsonParse(@message) as j, j.a | display j.a", "{\"a\":1}"))
                .containsExactly(Map.of("j.a", "1"));
        assertThat(rows("fields jsonParse(@message) as j, ispresent(j.a) as early", "{}"))
                .containsExactly(Map.of("j", "{}", "early", "0"));
    }

    @Test
    void takesCommentsCommandNamesAsFieldsAndOldSpellings() {
        assertThat(rows(
                        "# first\nfields limit # second\n| where limit == 1 and !ispresent(sort)\n| order by limit desc | head 1",
                        "{\"limit\":1}"))
                .containsExactly(Map.of("limit", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pattern @message; pattern",
                "fields a | diff; diff",
                "SOURCE \"x\" | fields a; SOURCE",
                "fields eval(a); eval",
                "fields count_if(a); count_if",
                "fields sum(a); aggregate",
                "stats sum(max(a)); aggregate",
                "stats a; Unknown symbols found in or after stats: a",
                "stats count(*) as n | sort @timestamp; Unknown symbols found in or after stats: @timestamp",
                "stats count(*) as n | fields n; Ephemeral field is already defined: n ([29,29])",
                "stats count(*) as n | limit 5 | stats max(n) as m; limit",
                "fields a | dedup a | sort a; sort",
                "stats pct(a, 101); percentile",
                "fields a as b, c as b; already defined: b",
                "filter a like /(?=x)/; (?=",
                "filter a like /(x)\\1/; \\1",
                "filter a like /x*+/; possessive",
                "filter a like /(/; invalid regular expression",
                "parse @message /(x)/; named group",
                "filter bin(5) > 0; period",
                "filter bin(5parsec) > 0; unit",
                "fields strlen(); argument",
                "fields a limit 5; limit",
                "limit 0; limit",
                "limit 100001; limit",
                "filter a like \"x; line 1",
                "filter (a = 1; end of query",
                "filter a in (fields b); unexpected symbol",
            })
    void refuses(String query, String reason) {
        assertThatThrownBy(() -> InsightsQuery.compile(query))
                .isInstanceOf(InsightsCompileException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "|", "| fields a", "# only a comment"})
    void refusesNothing(String query) {
        assertThatThrownBy(() -> InsightsQuery.compile(query)).isInstanceOf(InsightsCompileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "-", "a+", "a^", "abs(", "a or "})
    void refusesWhatWouldOverflowTheStack(String part) {
        assertThatThrownBy(() -> InsightsQuery.compile("filter " + part.repeat(1900) + "a"))
                .isInstanceOf(InsightsCompileException.class)
                .hasMessageContaining("at most");
    }

    @Test
    void pointsAtTheFaultyPart() {
        InsightsCompileException fault = catchThrowableOfType(
                InsightsCompileException.class, () -> InsightsQuery.compile("fields @message | filter ago(1h) > 1"));
        assertThat(fault.startCharOffset()).isEqualTo(25);
        assertThat(fault.endCharOffset()).isEqualTo(31);
    }

    @Test
    void attributesOfADefinedMapSurviveStatsByName() {
        assertThat(rows(
                        "fields jsonParse(@message) as j | stats max(j.a) as top by j.k as key | filter top > 1",
                        "{\"a\":1,\"k\":\"x\"}",
                        "{\"a\":2,\"k\":\"y\"}"))
                .containsExactly(Map.of("key", "y", "top", "2"));
    }

    private static Map<String, String> onlyRow(String query, String message) {
        List<Map<String, String>> rows = rows(query, message);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static List<Map<String, String>> rows(String query, String... messages) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<ResultField> fields :
                InsightsQuery.compile(query).run(events(messages), OPTIONS).rows()) {
            Map<String, String> row = new LinkedHashMap<>();
            fields.forEach(field -> row.put(field.field(), field.value()));
            row.remove("@ptr");
            rows.add(row);
        }
        return rows;
    }

    private static List<LogRecord> events(String... messages) {
        List<LogRecord> events = new ArrayList<>();
        for (String message : messages) {
            long time = TEN + 1000L * events.size();
            events.add(new LogRecord(time, time, "1:/g", "s", message, "p" + events.size()));
        }
        return events;
    }
}
