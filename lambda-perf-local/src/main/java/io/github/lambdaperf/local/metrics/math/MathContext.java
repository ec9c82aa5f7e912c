package io.github.lambdaperf.local.metrics.math;

import io.github.lambdaperf.local.metrics.math.MathValue.Series;
import java.util.List;

/** What the expressions of a request can refer to. */
public interface MathContext {

    /**
     * The result of the query of that id.
     *
     * @throws MathException when there is none
     */
    MathValue value(String id);

    /** The series of all queries that are metrics and not expressions, in the order of the request. */
    List<Series> metrics();

    /** First epoch second of the time asked for. */
    long from();

    /** Epoch second after the last one asked for. */
    long to();
}
