package io.github.lambdaperf.core.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which size to measure next. Where the duration is a + b / CPU share, the share grows with the memory up to a limit, and
 * cost is memory times duration, then cost, duration and their weighted sum are convex over memory. So the line through two
 * measured sizes bounds the sizes beyond them from below: a size is measured only where that bound is better than the best
 * one by more than the tolerance, or equal to it and better by what decides between equals; the middle of the most
 * promising gap first. The neighbours of the best one are judged
 * with the intervals against them, so that they are left out only where they cannot be better within the noise either.
 *
 * <p>A size that fails or does not hold the constraint rules out the smaller ones: less memory is never faster.
 */
final class SizeSearch {
    private final List<Integer> sizes;
    private final List<Integer> first;
    private final TuneGoal goal;

    /**
     * A search.
     *
     * @param sizes ascending
     * @param presentMb size that is in use, measured early where it is one of them
     */
    SizeSearch(List<Integer> sizes, int presentMb, TuneGoal goal) {
        this.sizes = List.copyOf(sizes);
        this.goal = goal;
        List<Integer> starts = new ArrayList<>(List.of(sizes.get(0), sizes.get(sizes.size() - 1)));
        boolean inside = sizes.contains(presentMb) && !starts.contains(presentMb);
        int inner = inside ? presentMb : sizes.get(sizes.size() / 2);
        if (!starts.contains(inner)) {
            starts.add(inner);
        }
        this.first = starts;
    }

    /** Sizes that are measured in any case. */
    int least() {
        return first.size();
    }

    /** The next size; empty: the best one is known. @param measured in any order */
    OptionalInt next(List<SizePoint> measured) {
        for (int size : first) {
            if (!isAmong(measured, size)) {
                return OptionalInt.of(size);
            }
        }
        ConvexCurve scores = curve(measured, point -> goal.score(point, measured));
        if (scores.sizes().isEmpty()) {
            return OptionalInt.empty();
        }
        ConvexCurve tieBreakers = curve(measured, goal::tieBreaker);
        int chosen = goal.best(measured).orElseThrow().memoryMb();
        int ruledOut = measured.stream()
                .filter(point ->
                        !point.fit() && point.memoryMb() < scores.sizes().first())
                .mapToInt(SizePoint::memoryMb)
                .max()
                .orElse(0);
        List<Integer> open = sizes.stream()
                .filter(size -> size > ruledOut && !isAmong(measured, size))
                .filter(size -> canBeBetter(size, scores) || canBeEqual(size, chosen, scores, tieBreakers))
                .toList();
        return open.isEmpty() ? OptionalInt.empty() : OptionalInt.of(middleOfBestGap(open, scores));
    }

    private static ConvexCurve curve(List<SizePoint> measured, Function<SizePoint, Interval> figure) {
        TreeMap<Integer, Interval> figures = new TreeMap<>();
        measured.stream().filter(SizePoint::fit).forEach(point -> figures.put(point.memoryMb(), figure.apply(point)));
        return new ConvexCurve(figures);
    }

    private static boolean isAmong(List<SizePoint> measured, int size) {
        return measured.stream().anyMatch(point -> point.memoryMb() == size);
    }

    private static int least(ConvexCurve scores) {
        return scores.sizes().stream()
                .min(Comparator.comparingDouble(size -> scores.at(size).value()))
                .orElseThrow();
    }

    private boolean canBeBetter(int size, ConvexCurve scores) {
        int least = least(scores);
        double wanted = scores.at(least).value() * (1 - goal.tolerance());
        boolean neighbour = Math.abs(sizes.indexOf(size) - sizes.indexOf(least)) == 1;
        Interval bound = scores.bound(size);
        return (neighbour ? bound.low() : bound.value()) < wanted;
    }

    /** As good as the best one within the tolerance, and better than the chosen one by what decides then. */
    private boolean canBeEqual(int size, int chosen, ConvexCurve scores, ConvexCurve tieBreakers) {
        return scores.bound(size).value() <= scores.at(least(scores)).value() * (1 + goal.tolerance())
                && tieBreakers.bound(size).value() < tieBreakers.at(chosen).value() * (1 - goal.tolerance());
    }

    /** Gaps lie between measured sizes. */
    private static int middleOfBestGap(List<Integer> open, ConvexCurve scores) {
        Map<Integer, List<Integer>> gaps = new TreeMap<>();
        for (int size : open) {
            Integer left = scores.sizes().lower(size);
            gaps.computeIfAbsent(left == null ? 0 : left, key -> new ArrayList<>())
                    .add(size);
        }
        List<Integer> gap = gaps.values().stream()
                .min(Comparator.comparingDouble(among -> among.stream()
                        .mapToDouble(size -> scores.bound(size).value())
                        .min()
                        .orElseThrow()))
                .orElseThrow();
        return gap.get((gap.size() - 1) / 2);
    }
}
