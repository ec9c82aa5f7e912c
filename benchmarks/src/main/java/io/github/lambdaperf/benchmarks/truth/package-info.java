/** Whether what is reported is what happened: the load against a server that stalls, and writes down what it saw. */
package io.github.lambdaperf.benchmarks.truth;
