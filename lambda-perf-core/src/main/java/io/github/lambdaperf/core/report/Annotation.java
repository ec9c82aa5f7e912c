package io.github.lambdaperf.core.report;

/**
 * A finding at a place in a file, as CI systems show them beside a change.
 *
 * @param file path from the root of the sources, with slashes
 * @param line from 1
 * @param rule what broke: {@code threshold}, {@code regression}, {@code check} or {@code performance}
 * @param subject what it is about: a threshold's metric and expression, a check's name, a metric; empty: the run
 * @param title one line
 * @param message whole
 * @param fails false: a warning
 */
public record Annotation(
        String file, int line, String rule, String subject, String title, String message, boolean fails) {}
