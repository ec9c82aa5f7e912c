package io.github.lambdaperf.local.logs;

/** Evaluates Logs Insights queries. */
public interface QueryEngine {

    /**
     * Compiles a query.
     *
     * @throws QuerySyntaxException when the query is wrong or uses what the engine does not know
     */
    CompiledQuery compile(String query) throws QuerySyntaxException;
}
