package io.github.lambdaperf.core.tune;

import java.util.LinkedHashMap;
import java.util.Map;

/** The chosen size as it is written in the tools that deploy functions. */
final class ConfigurationSnippets {
    private ConfigurationSnippets() {}

    /** Tool to text, in the order of a report. @param region null: the caller's */
    static Map<String, String> of(String function, String region, int memoryMb) {
        Map<String, String> snippets = new LinkedHashMap<>();
        snippets.put("SAM", "Properties:\n  MemorySize: " + memoryMb);
        snippets.put("CDK (Java)", "Function.Builder.create(this, \"" + function + "\").memorySize(" + memoryMb + ")");
        snippets.put(
                "Terraform",
                "resource \"aws_lambda_function\" \"" + function.replaceAll("[^A-Za-z0-9_-]", "_")
                        + "\" {\n  memory_size = " + memoryMb + "\n}");
        snippets.put(
                "AWS CLI",
                "aws lambda update-function-configuration --function-name " + function + " --memory-size " + memoryMb
                        + (region == null ? "" : " --region " + region));
        return snippets;
    }
}
