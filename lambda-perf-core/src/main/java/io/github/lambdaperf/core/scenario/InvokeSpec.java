package io.github.lambdaperf.core.scenario;

import java.util.Map;

/**
 * The {@code invoke:} section: how the function is called.
 *
 * @param function overrides the function of the build; null: the build's
 * @param qualifier version or alias; null: none
 * @param type {@code RequestResponse}, {@code Event} or {@code DryRun}
 * @param logTail share of the invocations that ask for the log tail, 0 to 1
 * @param clientContext sent to the function, empty: none
 * @param tenantId null: none
 */
public record InvokeSpec(
        String function,
        String qualifier,
        Type type,
        double logTail,
        Map<String, Object> clientContext,
        String tenantId)
        implements SendSpec {

    /** Lambda's invocation types. */
    public enum Type {
        REQUEST_RESPONSE("RequestResponse"),
        EVENT("Event"),
        DRY_RUN("DryRun");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** AWS's spelling. */
        public String wireName() {
            return wireName;
        }
    }

    public InvokeSpec {
        clientContext = Map.copyOf(clientContext);
    }

    @Override
    public InvokeSpec of(String otherFunction) {
        return new InvokeSpec(otherFunction, null, type, logTail, clientContext, tenantId);
    }

    @Override
    public String key() {
        return "invoke";
    }
}
