package io.github.lambdaperf.core.baseline;

import io.github.lambdaperf.core.record.JudgedMetric.State;
import io.github.lambdaperf.core.regression.JudgedMetrics;
import io.github.lambdaperf.core.regression.Prior;
import io.github.lambdaperf.core.regression.RunFigure;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a project's own baselines say of the noise between runs. With Σ(R-1) of a metric's baselines at least
 * {@value #LEAST_DF}, its prior becomes τ₀² = (4·τ₀² + Σ(R-1)(S² - v̄)) / (4 + Σ(R-1)) and ν₀ = min(16, 4 + Σ(R-1)/2),
 * with S² the variance between the runs of a baseline and v̄ their mean variance within.
 */
public final class ProjectPrior {
    /** Degrees of freedom from which on the project knows better. */
    static final int LEAST_DF = 10;

    private static final int MOST_NU = 16;
    private static final double FLOOR = 0.01 * 0.01;

    private double excess;
    private int df;

    private ProjectPrior() {}

    /**
     * The priors that differ from the defaults.
     *
     * @param target whose baselines count: {@code local} noise says nothing of {@code aws}
     * @param except scenario that is judged, and so left out
     */
    public static SortedMap<String, Prior> of(BaselineStore store, String target, String except) {
        SortedMap<String, ProjectPrior> sums = new TreeMap<>();
        for (String scenario : store.scenarios()) {
            if (!scenario.equals(except)) {
                store.files(scenario).stream()
                        .map(store::read)
                        .filter(file -> file.key().environment().target().equals(target))
                        .forEach(file -> add(sums, file));
            }
        }
        SortedMap<String, Prior> priors = new TreeMap<>();
        sums.forEach((metric, sum) -> {
            if (sum.df >= LEAST_DF) {
                priors.put(metric, sum.prior(JudgedMetrics.of(metric).prior()));
            }
        });
        return priors;
    }

    private static void add(SortedMap<String, ProjectPrior> sums, BaselineFile file) {
        for (String metric : file.means().keySet()) {
            List<RunFigure> figures = file.figures(metric).stream()
                    .filter(figure -> figure.state() == State.OK)
                    .toList();
            if (figures.size() > 1) {
                sums.computeIfAbsent(metric, any -> new ProjectPrior()).add(figures);
            }
        }
    }

    private void add(List<RunFigure> figures) {
        double mean =
                figures.stream().mapToDouble(f -> Math.log(f.value())).average().orElseThrow();
        double squares = figures.stream()
                .mapToDouble(f -> (Math.log(f.value()) - mean) * (Math.log(f.value()) - mean))
                .sum();
        double within =
                figures.stream().mapToDouble(f -> f.se() * f.se()).average().orElseThrow();
        int runs = figures.size() - 1;
        excess += squares - runs * within;
        df += runs;
    }

    private Prior prior(Prior before) {
        double tau2 = (before.nu0() * before.tau0() * before.tau0() + excess) / (before.nu0() + df);
        return new Prior(Math.sqrt(Math.max(FLOOR, tau2)), Math.min(MOST_NU, before.nu0() + df / 2));
    }
}
