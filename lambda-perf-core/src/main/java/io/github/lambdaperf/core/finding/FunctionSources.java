package io.github.lambdaperf.core.finding;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a deployed function may be named, besides by itself.
 *
 * @param directories that files are looked for in, the project's first
 * @param stack of CloudFormation, or null
 * @param logicalId of the function in the template or stack, or null
 * @param output of CDK or Terraform that holds the function, or null
 * @param cdkOutputs file, or null: {@code cdk-outputs.json}
 * @param terraformOutputs file, or null: {@code terraform-outputs.json}
 * @param samEnvironment section of {@code samconfig.toml}
 */
public record FunctionSources(
        List<Path> directories,
        String stack,
        String logicalId,
        String output,
        Path cdkOutputs,
        Path terraformOutputs,
        String samEnvironment) {}
