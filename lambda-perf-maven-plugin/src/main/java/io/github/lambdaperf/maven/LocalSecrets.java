package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.secret.SecretMask;
import io.github.lambdaperf.core.secret.SensitiveFields;
import io.github.lambdaperf.local.LogMask;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the logs of a local function must not hold: they stay below {@code target}, which CI systems like to keep. */
final class LocalSecrets {

    private LocalSecrets() {}

    /** Of all scenarios that are sent to it. */
    static LogMask mask(List<Scenario> scenarios) {
        Set<String> values = new LinkedHashSet<>();
        for (Scenario scenario : scenarios) {
            if (scenario.send() instanceof HttpSpec http) {
                values.addAll(http.secrets(System::getenv));
            }
        }
        return new SecretMask(fields(scenarios), values)::given;
    }

    /** Of all scenarios. */
    static SensitiveFields fields(List<Scenario> scenarios) {
        return new SensitiveFields(scenarios.stream()
                .flatMap(scenario -> scenario.sensitive().names().stream())
                .distinct()
                .toList());
    }
}
