package io.github.lambdaperf.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterPatternTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'',anything,true",
                "ERROR,an ERROR here,true",
                "ERROR,an error here,false",
                "ERROR order,order ERROR,true",
                "ERROR order,ERROR,false",
                "'\"no order\"',there is no order,true",
                "'\"no order\"',no such order,false",
                "?a ?b,b,true",
                "?a ?b,c,false",
                "ERROR -expected,ERROR expected,false"
            })
    void termsMatch(String pattern, String message, boolean matches) {
        assertThat(new FilterPattern(pattern).test(message)).isEqualTo(matches);
    }

    @Test
    void otherPatternsAreRefusedByName() {
        assertThatThrownBy(() -> new FilterPattern("[ip, user]")).hasMessageContaining("[ip, user]");
        assertThatThrownBy(() -> new FilterPattern("%ERR.R%")).hasMessageContaining("%ERR.R%");
    }
}
