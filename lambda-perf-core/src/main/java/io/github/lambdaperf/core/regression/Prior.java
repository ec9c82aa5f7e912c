package io.github.lambdaperf.core.regression;

/**
 * What is assumed of the noise between runs before there are runs to tell.
 *
 * @param tau0 standard deviation between runs on the log scale, 0.04 is 4 %
 * @param nu0 how many degrees of freedom the assumption is worth
 */
public record Prior(double tau0, int nu0) {
    public Prior {
        if (!(tau0 > 0) || nu0 < 1) {
            throw new IllegalArgumentException("a prior needs tau0 > 0 and nu0 >= 1, not " + tau0 + " and " + nu0);
        }
    }
}
