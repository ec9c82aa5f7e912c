/**
 * Whether a function got slower: standard errors by jackknife, the comparison of runs, the verdicts. Pure functions of
 * their arguments: no clock, no files, no random numbers.
 */
package io.github.lambdaperf.core.regression;
