package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.lambdaperf.core.analyze.LogFormat;
import io.github.lambdaperf.core.analyze.LogQueries;
import io.github.lambdaperf.core.analyze.LogQuery;
import io.github.lambdaperf.local.insights.InsightsQuery;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The core's queries and the local target's engine share no code; here they meet. */
class BuiltInQueriesTest {

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void everyBuiltInAnalysisCompiles(LogFormat format) {
        Stream<LogQuery> queries =
                Stream.concat(LogQueries.builtIn(format).stream(), Stream.of(LogQueries.totals(format)));

        queries.forEach(query -> assertThatCode(() -> InsightsQuery.compile(query.text(Duration.ofMinutes(5))))
                .as(query.name())
                .doesNotThrowAnyException());
    }
}
