package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.record.Environment;
import io.github.lambdaperf.core.record.FunctionRecord;

/** A function as its configuration says. */
public record DeployedFunction(FunctionRecord record, Environment environment) {}
