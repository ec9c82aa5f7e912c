package io.github.lambdaperf.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void findsWhatWasMeant() {
        List<String> known = List.of("thresholds", "stages", "scenarios", "vus", "checks");
        assertThat(NearestName.of("treshold", known)).contains("thresholds");
        assertThat(NearestName.of("Stages", known)).contains("stages");
        assertThat(NearestName.of("vsu", known)).contains("vus");
        assertThat(NearestName.of("banana", known)).isEmpty();
        assertThat(NearestName.hint("stage", known)).isEqualTo(", did you mean 'stages'?");
    }

    @Test
    void countsSwapsOnce() {
        assertThat(NearestName.distance("vsu", "vus")).isEqualTo(1);
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    }
}
