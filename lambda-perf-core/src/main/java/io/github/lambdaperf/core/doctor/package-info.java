/** The checklist before a load test: what of the function, its account and the scenarios stands in the way. */
package io.github.lambdaperf.core.doctor;
