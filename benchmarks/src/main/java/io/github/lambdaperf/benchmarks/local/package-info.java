/** What the local target costs: starts of environments, invocations, many at once. */
package io.github.lambdaperf.benchmarks.local;
