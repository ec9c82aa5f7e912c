/**
 * Reports of a run, every format from the same {@link io.github.lambdaperf.core.report.ReportInput}. Nothing here
 * measures or judges; a figure that is not in the input is left out, never shown as zero.
 */
package io.github.lambdaperf.core.report;
