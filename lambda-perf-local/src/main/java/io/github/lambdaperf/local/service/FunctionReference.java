package io.github.lambdaperf.local.service;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as a client names it.
 *
 * @param name the function's name
 * @param qualifier a version or alias, null when none is named
 */
record FunctionReference(String name, String qualifier) {

    private static final Pattern FORM = Pattern.compile(
            "(?:(?:arn:aws[\\w-]*:lambda:[\\w-]+:)?\\d{12}:function:)?([A-Za-z0-9_-]+)(?::([$A-Za-z0-9_-]+))?");
    private static final Pattern QUALIFIER = Pattern.compile("[$A-Za-z0-9_-]{1,128}");

    /**
     * Reads a name, partial ARN or ARN, each with or without a qualifier.
     *
     * @param parameter the request's own qualifier, null for none
     */
    static FunctionReference of(String reference, String parameter) {
        Matcher form = FORM.matcher(reference);
        if (!form.matches()) {
            throw new AwsError(400, "ValidationException", "'" + reference + "' is no function name or ARN");
        }
        String own = form.group(2);
        if (parameter != null && !QUALIFIER.matcher(parameter).matches()) {
            throw new AwsError(400, "ValidationException", "'" + parameter + "' is no version or alias");
        }
        if (own != null && parameter != null && !own.equals(parameter)) {
            throw AwsError.invalidValue(
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionReference(form.group(1), parameter == null ? own : parameter);
    }

    /** The name, with the qualifier after a colon if there is one. */
    String text() {
        return qualifier == null ? name : name + ":" + qualifier;
    }
}
