package io.github.lambdaperf.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "init_duration|init_duration",
                " init_duration |init_duration",
                "d{start:cold}|d{start:cold}",
                "d{ start : cold , scenario:a}|d{scenario:a,start:cold}",
                "d{group:::main}|d{group:::main}",
                "d{url:http://x}|d{url:http://x}",
                "d{'start':\"cold\"}|d{start:cold}",
                "d{a:{b}}|d{a:{b}}",
                "d {a:b}|d{a:b}",
            })
    void readsK6Syntax(String text, String label) {
        assertThat(Selector.parse(text).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d{start:cold|its tags must stand in one pair of braces at the end",
                "d}|its tags must stand in one pair of braces at the end",
                "d}a:b{|its tags must stand in one pair of braces at the end",
                "d{a:b}x|its tags must stand in one pair of braces at the end",
                "d{}|a tag is empty",
                "d{a:b,}|a tag is empty",
                "d{start}|'start' has no ':'",
                "d{start:}|'start:' lacks its value",
                "d{:cold}|':cold' lacks its name",
                "d{a:b,a:c}|tag 'a' cannot be both 'b' and 'c'",
                "{a:b}|the metric's name is missing",
            })
    void refusesTheRestAndSaysWhy(String text, String why) {
        assertThatThrownBy(() -> Selector.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no metric selector: " + why + "; write metric or metric{tag:value}");
    }

    @Test
    void matchesSamplesThatHaveAllTags() {
        Selector selector = Selector.parse("d{start:cold,scenario:a}");
        assertThat(selector.matches(Map.of("start", "cold", "scenario", "a", "more", "x")))
                .isTrue();
        assertThat(selector.matches(Map.of("start", "cold"))).isFalse();
        assertThat(selector.matches(Map.of("start", "Cold", "scenario", "a"))).isFalse();
        assertThat(Selector.parse("d").matches(Map.of())).isTrue();
    }

    @Test
    void takesTwoSpellingsForOneSelector() {
        assertThat(Selector.parse("d{b:2,a:1}")).isEqualTo(Selector.parse("d{a:1, b:2}"));
    }
}
