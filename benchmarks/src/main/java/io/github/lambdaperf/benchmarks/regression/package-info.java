/**
 * How often the regression rule alarms without cause and how much of a slow-down it sees, by simulation, beside the
 * rules of other tools.
 */
package io.github.lambdaperf.benchmarks.regression;
