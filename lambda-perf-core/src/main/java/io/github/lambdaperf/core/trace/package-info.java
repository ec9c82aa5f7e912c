/** X-Ray: the traces of the slowest invocations, summed up. */
package io.github.lambdaperf.core.trace;
