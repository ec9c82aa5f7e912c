/** Finds a function in what its infrastructure is written in: SAM, CloudFormation, CDK, Terraform. */
package io.github.lambdaperf.core.finding;
