package io.github.lambdaperf.local.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':['x','y']}                                | {'a':'y'}                  | true",
                "{'a':['x','y']}                                | {'a':'z'}                  | false",
                "{'a':['x']}                                    | {'b':'x'}                  | false",
                "{'a':['x']}                                    | {'a':['w','x']}            | true",
                "{'a':[1]}                                      | {'a':1.0}                  | true",
                "{'a':['1']}                                    | {'a':1}                    | false",
                "{'a':[null]}                                   | {'a':null}                 | true",
                "{'a':[true]}                                   | {'a':true}                 | true",
                "{'a':{'b':['x']},'c':['y']}                    | {'a':{'b':'x'},'c':'y'}    | true",
                "{'a':{'b':['x']},'c':['y']}                    | {'a':{'b':'x'},'c':'z'}    | false",
                "{'a':{'b':['x']}}                              | {'a':[{'b':'w'},{'b':'x'}]}| true",
                "{'a':[{'prefix':'ab'}]}                        | {'a':'abc'}                | true",
                "{'a':[{'prefix':'ab'}]}                        | {'a':'a'}                  | false",
                "{'a':[{'suffix':'.png'}]}                      | {'a':'x.png'}              | true",
                "{'a':[{'suffix':'.png'}]}                      | {'a':'g'}                  | false",
                "{'a':[{'equals-ignore-case':'Alice'}]}         | {'a':'aLICE'}              | true",
                "{'a':[{'prefix':{'equals-ignore-case':'AB'}}]} | {'a':'abc'}                | true",
                "{'a':[{'wildcard':'a*c*e'}]}                   | {'a':'abcde'}              | true",
                "{'a':[{'wildcard':'a*c*e'}]}                   | {'a':'abcdef'}             | false",
                "{'a':[{'wildcard':'*'}]}                       | {'a':''}                   | true",
                "{'a':[{'anything-but':'x'}]}                   | {'a':'y'}                  | true",
                "{'a':[{'anything-but':'x'}]}                   | {'a':'x'}                  | false",
                "{'a':[{'anything-but':['x','y']}]}             | {'a':'y'}                  | false",
                "{'a':[{'anything-but':{'prefix':'in'}}]}       | {'a':'init'}               | false",
                "{'a':[{'anything-but':{'prefix':'in'}}]}       | {'a':'out'}                | true",
                "{'a':[{'anything-but':'x'}]}                   | {'b':'y'}                  | false",
                "{'a':[{'numeric':['=',3.018e2]}]}              | {'a':301.8}                | true",
                "{'a':[{'numeric':['>',0,'<=',5]}]}             | {'a':5}                    | true",
                "{'a':[{'numeric':['>',0,'<=',5]}]}             | {'a':0}                    | false",
                "{'a':[{'numeric':['>',0]}]}                    | {'a':'5'}                  | false",
                "{'a':[{'exists':true}]}                        | {'a':'5'}                  | true",
                "{'a':[{'exists':true}]}                        | {}                         | false",
                "{'a':[{'exists':false}]}                       | {}                         | true",
                "{'a':[{'exists':false}]}                       | {'a':1}                    | false",
                "{'$or':[{'a':['x']},{'b':['y']}]}              | {'b':'y'}                  | true",
                "{'$or':[{'a':['x']},{'b':['y']}]}              | {'b':'x'}                  | false",
            })
    void matchesAsEventBridgeDoes(String pattern, String event, boolean expected) throws IOException {
        EventPattern parsed = EventPattern.parse(pattern.replace('\'', '"'));
        assertThat(parsed.matches(new ObjectMapper().readTree(event.replace('\'', '"'))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'a':'x'}",
                "{'a':[]}",
                "{'a':[{'cidr':'10.0.0.0/24'}]}",
                "{'a':[{'numeric':['>','5']}]}",
                "{'a':[{'prefix':'a','suffix':'b'}]}",
                "no JSON",
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> EventPattern.parse(pattern.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Event pattern is not valid. Reason: ");
    }
}
