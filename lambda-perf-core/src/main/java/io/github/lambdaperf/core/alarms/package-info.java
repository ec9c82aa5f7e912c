/** CloudWatch alarms of a function: what there should be, what there is, and the way from one to the other. */
package io.github.lambdaperf.core.alarms;
