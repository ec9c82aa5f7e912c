package io.github.lambdaperf.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.JudgedCount;
import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.regression.RunFigure;
import io.github.lambdaperf.core.regression.RunFigures;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class BaselineFilePropertyTest {

    @Property(tries = 200)
    void readsBackToTheByte(
            @ForAll @Size(min = 1, max = 5) List<@From("runs") BaselineRun> runs, @ForAll String reason) {
        BaselineFile file = file(runs, reason);
        String text = file.toText();
        BaselineFile read = new BaselineReader(Path.of("b.json")).read(text);
        assertThat(read).isEqualTo(file);
        assertThat(read.toText()).isEqualTo(text);
        assertThat(text).endsWith("}\n").doesNotContain("\r");
    }

    @Property(tries = 200)
    void theOrderOfRunsIsNoMatter(
            @ForAll @Size(min = 1, max = 5) List<@From("runs") BaselineRun> runs, @ForAll Random random) {
        List<BaselineRun> other = new ArrayList<>(runs);
        Collections.shuffle(other, random);
        assertThat(file(other, "x").toText()).isEqualTo(file(runs, "x").toText());
    }

    /** One digit of one run is another one. */
    @Property(tries = 300)
    void theDigestSeesAnyChangeOfARun(
            @ForAll @Size(min = 1, max = 5) List<@From("runs") BaselineRun> runs, @ForAll Random random) {
        String text = file(runs, "x").toText();
        int from = text.indexOf("\"runs\"");
        int to = text.indexOf("\"digest\"");
        List<Integer> digits = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (Character.isDigit(text.charAt(i)) && !inName(text, i)) {
                digits.add(i);
            }
        }
        int place = digits.get(random.nextInt(digits.size()));
        char changed = text.charAt(place) == '1' ? '2' : '1';
        String edited = text.substring(0, place) + changed + text.substring(place + 1);
        assertThatExceptionOfType(PerfException.class)
                .isThrownBy(() -> new BaselineReader(Path.of("b.json")).read(edited));
    }

    @Provide
    Arbitrary<BaselineRun> runs() {
        Arbitrary<RunFigure> figure = Combinators.combine(
                        Arbitraries.doubles().between(0.01, 900_000).ofScale(6),
                        Arbitraries.doubles().between(0, 2).ofScale(6),
                        Arbitraries.of(State.class))
                .as(RunFigure::new);
        Arbitrary<Map<String, RunFigure>> figures = Arbitraries.maps(
                        Arbitraries.of("client.warm.p50", "client.warm.p99.9", "init.p50", "memory.max", "x"), figure)
                .ofMinSize(1);
        Arbitrary<JudgedCount> count = Combinators.combine(
                        Arbitraries.longs().between(0, 50),
                        Arbitraries.of(2000L, 1999L),
                        Arbitraries.doubles().between(0, 9).ofScale(4))
                .as(JudgedCount::new);
        return Combinators.combine(
                        figures,
                        count,
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.longs().between(0, 99))
                .as((metrics, errors, second, cold) -> new BaselineRun(
                        Instant.ofEpochSecond(second),
                        2000,
                        cold,
                        new RunFigures(new TreeMap<>(metrics), new TreeMap<>(Map.of("errors", errors))),
                        new TreeMap<>()));
    }

    private static boolean inName(String text, int i) {
        int end = i;
        while (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '.') {
            end++;
        }
        return text.startsWith("\":", end);
    }

    private static BaselineFile file(List<BaselineRun> runs, String reason) {
        return new BaselineFile(
                new BaselineKey("orders", Records.AWS, "20 per s@1"),
                new Accepted(
                        LocalDate.of(2026, 9, 27),
                        LocalDate.of(2026, 12, 26),
                        null,
                        reason,
                        null,
                        null,
                        null,
                        null,
                        new TreeMap<>()),
                runs,
                null,
                new TreeMap<>());
    }
}
