/** The memory sweep: which sizes, what each costs and takes, which one is chosen. */
package io.github.lambdaperf.core.tune;
