package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.PayloadSource;
import io.github.lambdaperf.core.payload.PayloadSpec.Choice;
import io.github.lambdaperf.core.payload.PayloadTemplate;
import io.github.lambdaperf.core.payload.SizeLimit;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SendSpec;
import io.github.lambdaperf.core.scenario.SnsSpec;
import java.util.Locale;
import java.util.Optional;

/** Looks at the sizes of payloads before the first request: each file's, and those of some iterations. */
public final class PayloadSizes {
    private static final int SAMPLES = 20;

    private PayloadSizes() {}

    /**
     * What is wrong with the payloads' sizes, without sending any.
     *
     * @param classes where a payload class is loaded from
     * @return empty where all fit
     */
    public static Optional<String> problem(Scenario scenario, ClassLoader classes) {
        if (scenario.payload() == null) {
            return Optional.empty();
        }
        try {
            PayloadSource payloads = scenario.payload().source(1, classes);
            check(scenario, new Inputs(scenario.name(), "doctor", scenario.feeder(), payloads));
            return Optional.empty();
        } catch (PerfException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** @throws PerfException names the payload that is too large, its size and the limit */
    static void check(Scenario scenario, Inputs inputs) {
        if (scenario.payload() == null) {
            return;
        }
        SizeLimit limit = limit(scenario.send());
        int batch = scenario.send() instanceof MessageSpec message ? message.batch() : 1;
        for (Choice choice : scenario.payload().choices()) {
            PayloadTemplate template = PayloadTemplate.compile(choice.template());
            int samples = template.isConstant() ? 1 : SAMPLES;
            for (int i = 0; i < samples; i++) {
                IterationContext context = inputs.beforehand(i + 1).with(inputs.row(Math.min(i, rows(scenario) - 1)));
                check(scenario, choice.name(), template.payload(context).length, batch, limit);
            }
        }
        if (scenario.payload().className() != null) {
            int length = inputs.payloads().payload(inputs.beforehand(1)).length;
            check(scenario, scenario.payload().className(), length, batch, limit);
        }
    }

    private static int rows(Scenario scenario) {
        return scenario.feeder() == null ? 1 : scenario.feeder().size();
    }

    private static void check(Scenario scenario, String payload, int length, int batch, SizeLimit limit) {
        if ((long) length * batch > limit.bytes()) {
            throw PerfException.user(String.format(
                    Locale.ROOT,
                    "%s: %s has %,d bytes%s, and %s (%,d bytes); nothing was sent",
                    scenario.name(),
                    payload.equals("payload") ? "the payload" : "the payload " + payload,
                    length,
                    batch == 1 ? "" : ", " + batch + " of them in a batch",
                    limit.text(),
                    limit.bytes()));
        }
    }

    private static SizeLimit limit(SendSpec send) {
        if (send instanceof InvokeSpec invoke) {
            return invoke.type() == InvokeSpec.Type.EVENT ? SizeLimit.INVOKE_EVENT : SizeLimit.INVOKE;
        } else if (send instanceof HttpSpec http) {
            return http.api() == HttpSpec.Api.URL ? SizeLimit.FUNCTION_URL : SizeLimit.API_GATEWAY;
        } else if (send instanceof SnsSpec) {
            return SizeLimit.SNS;
        }
        return send instanceof EventBridgeSpec ? SizeLimit.EVENT_BRIDGE : SizeLimit.SQS;
    }
}
