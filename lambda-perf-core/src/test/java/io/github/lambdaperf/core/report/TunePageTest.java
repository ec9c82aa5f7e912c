package io.github.lambdaperf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.tune.Interval;
import io.github.lambdaperf.core.tune.SizeFigures;
import io.github.lambdaperf.core.tune.TuneRecord;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunePageTest {
    private static final SizeFigures SMALL = new SizeFigures(
            128,
            "3",
            "run-128",
            60,
            1,
            2,
            0,
            List.of(),
            new Interval(150, 140, 161),
            149,
            900.0,
            new Interval(148, 139, 158),
            new Interval(190, 180, 202),
            400.5,
            new Interval(150, 140, 161),
            new Interval(0.5125, 0.4917, 0.5354),
            null,
            "2 × java.lang.OutOfMemoryError");
    private static final SizeFigures CHOSEN = new SizeFigures(
            512,
            "4",
            "run-512",
            200,
            1,
            0,
            3,
            List.of(),
            new Interval(25, 24, 26),
            24,
            null,
            new Interval(24, 23, 25),
            new Interval(60, 60, 60),
            null,
            new Interval(25, 24, 26),
            new Interval(0.4083, 0.4, 0.4167),
            null,
            null);
    private static final SizeFigures PRESENT = new SizeFigures(
            1024,
            "5",
            "run-1024",
            210,
            1,
            0,
            0,
            List.of(),
            new Interval(22, 21, 23),
            22,
            null,
            new Interval(21, 20, 22),
            new Interval(30, 29, 31),
            200.0,
            new Interval(22, 21, 23),
            new Interval(0.5667, 0.55, 0.5834),
            null,
            null);

    private static TuneRecord record(Integer chosen) {
        return new TuneRecord(
                TuneRecord.SCHEMA,
                Instant.parse("2026-10-01T10:00:00Z"),
                Instant.parse("2026-10-01T10:05:00Z"),
                "lambda-perf 1",
                "or<ders",
                "local",
                "local",
                "x86_64",
                "java17",
                1024,
                List.of("local run: measured here"),
                "usual",
                "constant-vus 1",
                "cost",
                0.5,
                0.03,
                0,
                null,
                "adaptive",
                List.of(128, 256, 512, 1024),
                List.of(SMALL, CHOSEN, PRESENT),
                chosen,
                chosen == null ? "no size is fit to be chosen" : "the least cost",
                chosen == null
                        ? null
                        : new TuneRecord.Saving(
                                1_000_000,
                                new BigDecimal("0.5667"),
                                new BigDecimal("0.4083"),
                                new BigDecimal("0.1584"),
                                List.of()),
                Map.of("SAM", "Properties:\n  MemorySize: 512"),
                "https://lambda-power-tuning.show/#a;b;c",
                "us-east-1 (local run)",
                "2026-09-19",
                true);
    }

    @Test
    void theTableHasEachSizeAndTheChoice() {
        List<String> lines = new TuneTable(record(512))
                .lines().stream().map(line -> line.text().replaceAll(" +", " ")).toList();

        assertThat(lines)
                .containsExactly(
                        "memory sizes of or<ders on local, x86_64, under usual (constant-vus 1)",
                        "memory billed mean, ms billed p50, ms duration p50, ms duration p95, ms init p50, ms USD per million errors",
                        "128 MB 150 [140, 161] 149 148 [139, 158] 190 [180, 202] 401"
                                + " 0.513 [0.492, 0.535] 2 2 × java.lang.OutOfMemoryError",
                        "512 MB 25.0 [24.0, 26.0] 24.0 24.0 [23.0, 25.0] 60.0 - 0.408 [0.400, 0.417]"
                                + " 0 + 3 throttles <- chosen",
                        "1024 MB 22.0 [21.0, 23.0] 22.0 21.0 [20.0, 22.0] 30.0 [29.0, 31.0] 200"
                                + " 0.567 [0.550, 0.583] 0 present",
                        "figures are of warm invocations, with 90 % intervals; prices of us-east-1 (local run), 2026-09-19",
                        "3 of 4 sizes measured: the others cannot be better by 3 % or more where cost and duration are"
                                + " convex (perf.tune.search=all measures them)",
                        "local run: measured here",
                        // 0.4083 / 0.5667 = 0.720; 25 / 22 = 1.136
                        "512 MB is chosen (cost): the least cost; against the present 1024 MB the cost is 28 % less, the"
                                + " mean billed duration 14 % more",
                        "at 1,000,000 invocations a month (perf.tune.invocationsPerMonth): 0.57 USD now, 0.41 USD with"
                                + " 512 MB, 0.16 USD saved");
    }

    @Test
    void thePageShowsTheSameFiguresAndLoadsNothing() throws Exception {
        TuneRecord record = record(512);
        String page = TunePage.text(record);
        TuneTable table = new TuneTable(record);

        for (SizeFigures size : record.sizes()) {
            table.cells(size).forEach(cell -> assertThat(page).contains(">" + Html.escape(cell) + "<"));
        }
        assertThat(page)
                .contains(Html.escape(table.choice()), Html.escape(table.saving()), "or&lt;ders")
                .contains("<li>128 MB cannot be chosen: 2 × java.lang.OutOfMemoryError</li>")
                .doesNotContain("or<ders")
                .doesNotContainPattern("<(script|link|img)[^>]+(src|href)=");
        Matcher data = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .matcher(page);
        assertThat(data.find()).isTrue();
        JsonNode sizes = new ObjectMapper().readTree(data.group(1)).at("/scenarios/0/sizes");
        assertThat(sizes.at("/memory").toString()).isEqualTo("[128,512,1024]");
        assertThat(sizes.at("/cost/high").toString()).isEqualTo("[0.5354,0.4167,0.5834]");
        assertThat(sizes.at("/chosen").asInt()).isEqualTo(512);
    }

    @Test
    void saysWhereNothingIsChosen() {
        TuneTable table = new TuneTable(record(null));

        assertThat(table.choice()).isEqualTo("nothing is chosen: no size is fit to be chosen");
        assertThat(table.saving()).isNull();
        assertThat(TunePage.text(record(null))).contains("Nothing chosen");
    }

    @Test
    void isReadByOtherTools(@TempDir Path directory) throws Exception {
        record(512).write(directory);

        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("tune.json")));
        assertThat(json.at("/schema").asText()).isEqualTo("lambda-perf-tune/1");
        assertThat(json.at("/sizes/1/costPerMillion/low").asDouble()).isEqualTo(0.4);
        assertThat(json.at("/sizes/0/unfit").asText()).isEqualTo("2 × java.lang.OutOfMemoryError");
        assertThat(json.at("/sizes/0").has("point")).isFalse();
        assertThat(json.at("/saving/savedUsd").decimalValue()).isEqualByComparingTo("0.1584");
    }
}
