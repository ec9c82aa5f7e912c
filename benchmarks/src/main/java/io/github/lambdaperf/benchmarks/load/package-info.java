/** What the load costs, beside other tools. */
package io.github.lambdaperf.benchmarks.load;
