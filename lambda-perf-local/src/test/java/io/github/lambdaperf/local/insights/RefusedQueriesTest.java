package io.github.lambdaperf.local.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine does not have is refused by its name, never skipped. */
class RefusedQueriesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "pattern @message                                        ! pattern",
                "stats count(*) by @type | pattern @message              ! pattern",
                "pattern @message | diff                                 ! pattern",
                "anomaly                                                 ! anomaly",
                "filterIndex f = 1                                       ! filterIndex",
                "unmask(@message)                                        ! unmask",
                "lookup t id OUTPUT a                                    ! lookup",
                "join type=inner left=a right=b where a.k=b.k (SOURCE 'x') ! join",
                "SOURCE 'g' | fields @message                            ! SOURCE",
                "search 'x'                                              ! search",
                "fillmissing                                             ! fillmissing",
                "filldown @message                                       ! filldown",
                "addtotals                                               ! addtotals",
                "expand f                                                ! expand",
                "relevantfields                                          ! relevantfields",
                "autoregress f                                           ! autoregress",
                "logcompare                                              ! logcompare",
                "cidrlookup t                                            ! cidrlookup",
                "outlier f                                               ! outlier",
                "accum f                                                 ! accum",
                "appendcols                                              ! appendcols",
                "sessionize f                                            ! sessionize",
                "countfrequent f                                         ! countfrequent",
                "estimate f                                              ! estimate",
                "limit any 5                                             ! any",
                "parse @message /(?<a>x)/ multi                          ! multi",
                "parse @message logfmt as m                              ! logfmt",
                "parse @message csv as a, b                              ! csv",
                "stats count(*) by bin(5m) offset 1h                     ! offset",
                "filter @type in (SOURCE 'g' | fields a)                 ! SOURCE",
                "eval x = 1                                              ! eval",
                "project @message                                        ! project",
                "fields ago(1h)                                          ! ago",
                "stats count_if(@type)                                   ! count_if",
                "fields toFloat(@duration)                               ! toFloat",
                "fields histogram(@duration, 10)                         ! histogram"
            })
    void areRefusedByName(String query, String name) {
        assertThatThrownBy(() -> InsightsQuery.compile(query))
                .isInstanceOf(InsightsCompileException.class)
                .hasMessageContaining(name);
    }

    @Test
    void placesACharacterThatIsNoneOfTheLanguageOnAnyLine() {
        assertThatThrownBy(() -> InsightsQuery.compile("fields @message\n| filter ~ 1"))
                .isInstanceOfSatisfying(InsightsCompileException.class, refused -> {
                    assertThat(refused.startCharOffset()).isEqualTo(25);
                    assertThat(refused.endCharOffset()).isEqualTo(25);
                });
    }
}
