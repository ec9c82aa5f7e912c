package io.github.lambdaperf.local.insights;

/** One command at work: takes rows, and passes rows on, at once or when the input has ended. */
interface Stage {
    void accept(Row row);

    void finish();
}
