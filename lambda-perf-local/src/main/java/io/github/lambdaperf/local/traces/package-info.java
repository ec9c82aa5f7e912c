/** X-Ray: traces of sampled invocations, made of what their logs say. */
package io.github.lambdaperf.local.traces;
