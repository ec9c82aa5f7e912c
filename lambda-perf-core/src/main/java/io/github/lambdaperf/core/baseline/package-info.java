/** Baseline files: what earlier runs measured, committed beside the scenarios, and how a new one replaces them. */
package io.github.lambdaperf.core.baseline;
