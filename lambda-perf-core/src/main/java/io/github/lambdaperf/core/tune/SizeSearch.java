package io.github.lambdaperf.core.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Which size to measure next. Where the duration is a + b / CPU share, the share grows with the memory up to a limit, and
 * cost is memory times duration, then cost, duration and their weighted sum are convex over memory. So the line through two
 * measured sizes bounds all sizes beyond them from below: a size is measured only where that bound is better than the best
 * one by more than the tolerance. The ends of the intervals stand for the figures, on the cautious side, so that noise
 * leads to more measurements and not to fewer.
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
        int inner = sizes.contains(presentMb) && !starts.contains(presentMb) ? presentMb : sizes.get(sizes.size() / 2);
        if (!starts.contains(inner)) {
            starts.add(inner);
        }
        this.first = starts;
    }

    /** The next size; empty: the best one is known. @param measured in any order */
    OptionalInt next(List<SizePoint> measured) {
        for (int size : first) {
            if (measured.stream().noneMatch(point -> point.memoryMb() == size)) {
                return OptionalInt.of(size);
            }
        }
        TreeMap<Integer, Interval> scores = new TreeMap<>();
        measured.stream()
                .filter(SizePoint::fit)
                .forEach(point -> scores.put(point.memoryMb(), goal.score(point, measured)));
        if (scores.isEmpty()) {
            return OptionalInt.empty();
        }
        int ruledOut = measured.stream()
                .filter(point -> !point.fit() && point.memoryMb() < scores.firstKey())
                .mapToInt(SizePoint::memoryMb)
                .max()
                .orElse(0);
        double wanted =
                scores.values().stream().mapToDouble(Interval::value).min().orElseThrow() * (1 - goal.tolerance());
        List<Integer> open = sizes.stream()
                .filter(size -> size > ruledOut
                        && measured.stream().noneMatch(point -> point.memoryMb() == size)
                        && bound(size, scores) < wanted)
                .toList();
        List<Integer> boundary =
                open.stream().filter(size -> size < scores.firstKey()).toList();
        if (!boundary.isEmpty()) {
            return OptionalInt.of(boundary.get(boundary.size() / 2));
        }
        return lowestBound(open, scores).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Optional<Integer> lowestBound(List<Integer> open, TreeMap<Integer, Interval> scores) {
        double lowest =
                open.stream().mapToDouble(size -> bound(size, scores)).min().orElse(0);
        List<Integer> best =
                open.stream().filter(size -> bound(size, scores) == lowest).toList();
        return best.isEmpty()
                ? Optional.empty()
                : best.stream()
                        .sorted(Comparator.naturalOrder())
                        .skip(best.size() / 2)
                        .findFirst();
    }

    /** The least score that a convex curve can have at a size; minus infinity where nothing tells. */
    private static double bound(int size, TreeMap<Integer, Interval> scores) {
        double bound = Double.NEGATIVE_INFINITY;
        Integer left = scores.lowerKey(size);
        Integer beyondLeft = left == null ? null : scores.lowerKey(left);
        if (beyondLeft != null) {
            bound = extended(beyondLeft, scores.get(beyondLeft), left, scores.get(left), size);
        }
        Integer right = scores.higherKey(size);
        Integer beyondRight = right == null ? null : scores.higherKey(right);
        if (beyondRight != null) {
            bound = Math.max(bound, extended(beyondRight, scores.get(beyondRight), right, scores.get(right), size));
        }
        return bound;
    }

    private static double extended(int from, Interval far, int through, Interval near, int to) {
        return near.low() + (near.low() - far.high()) / (through - from) * (to - through);
    }
}
