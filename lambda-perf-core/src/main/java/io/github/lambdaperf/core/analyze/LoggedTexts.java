package io.github.lambdaperf.core.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lambdaperf.core.payload.PayloadSpec;
import io.github.lambdaperf.core.scenario.FailureSpec;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.secret.SecretMask;
import io.github.lambdaperf.core.secret.SensitiveFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a scenario's function has logged, without secrets. Values that stand in the scenario are known; where they are made
 * anew for each iteration, the text of error messages is withheld as a whole.
 */
public final class LoggedTexts {
    /** For a function whose scenario cannot be read: anything may be secret. */
    public static final LoggedTexts WITHHELD = new LoggedTexts(SecretMask.GENERAL, true);

    /** For a function that gets nothing secret. */
    public static final LoggedTexts OPEN = new LoggedTexts(SecretMask.GENERAL, false);

    /** The column of the built-in queries that holds a text of the function. */
    private static final String FREE_TEXT = "lastText";

    private final SecretMask mask;
    private final boolean varying;

    private LoggedTexts(SecretMask mask, boolean varying) {
        this.mask = mask;
        this.varying = varying;
    }

    /** Of the function that this scenario loads. */
    public static LoggedTexts of(Scenario scenario) {
        SensitiveFields fields = scenario.sensitive();
        Set<String> secrets = new LinkedHashSet<>();
        if (scenario.send() instanceof HttpSpec http) {
            secrets.addAll(http.secrets(System::getenv));
        }
        boolean varying = false;
        if (!fields.isEmpty()) {
            for (JsonNode template : templates(scenario)) {
                secrets.addAll(fields.valuesIn(template));
            }
            varying = secrets.removeIf(value -> value.contains("${")) || ofAClass(scenario.payload());
        }
        return new LoggedTexts(new SecretMask(fields, secrets), varying);
    }

    private static boolean ofAClass(PayloadSpec payload) {
        return payload != null && payload.className() != null;
    }

    private static List<JsonNode> templates(Scenario scenario) {
        List<JsonNode> templates = new ArrayList<>();
        if (scenario.payload() != null) {
            scenario.payload().choices().forEach(choice -> templates.add(choice.template()));
        }
        scenario.failures().stream()
                .map(FailureSpec::payload)
                .filter(java.util.Objects::nonNull)
                .forEach(templates::add);
        return templates;
    }

    /** A value of a query's result. */
    String cell(String column, String value) {
        return varying && column.equals(FREE_TEXT) ? SecretMask.MASK : mask.mask(value, List.of());
    }
}
