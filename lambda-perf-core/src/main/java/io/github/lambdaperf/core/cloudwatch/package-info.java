/** What CloudWatch says of a run: Lambda's own metrics, each with its target and its alert threshold. */
package io.github.lambdaperf.core.cloudwatch;
