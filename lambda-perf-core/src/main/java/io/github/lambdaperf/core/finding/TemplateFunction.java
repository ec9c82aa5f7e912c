package io.github.lambdaperf.core.finding;

import java.util.Map;

/**
 * A Java function of a SAM or CloudFormation template.
 *
 * @param logicalId its name in the template
 * @param handler as the runtime is told it
 * @param memoryMb null: not given, or not known before the deployment
 * @param timeoutSeconds null: not given, or not known before the deployment
 * @param environment variables whose values are known before the deployment
 * @param unknown names of the other variables
 */
public record TemplateFunction(
        String logicalId,
        String handler,
        Integer memoryMb,
        Integer timeoutSeconds,
        Map<String, String> environment,
        java.util.List<String> unknown) {
    /** Class of the handler, without a method. */
    public String handlerClass() {
        int method = handler.indexOf("::");
        return method < 0 ? handler : handler.substring(0, method);
    }
}
