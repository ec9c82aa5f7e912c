package io.github.lambdaperf.core.aws;

/**
 * A function as users name it: a name, a partial ARN or an ARN, with or without a qualifier.
 *
 * @param name without the qualifier
 * @param qualifier version or alias; null: none
 */
public record FunctionName(String name, String qualifier) {
    private static final int ARN_PARTS = 7;
    private static final int PARTIAL_ARN_PARTS = 3;

    /** Splits {@code name:qualifier}, {@code 123456789012:function:name:qualifier} or the ARN. */
    public static FunctionName of(String text) {
        String[] parts = text.split(":");
        int at = 1;
        if (text.startsWith("arn:")) {
            at = ARN_PARTS;
        } else if (parts.length >= PARTIAL_ARN_PARTS && parts[1].equals("function")) {
            at = PARTIAL_ARN_PARTS;
        }
        String qualifier = parts.length > at ? parts[at] : null;
        return new FunctionName(
                qualifier == null ? text : text.substring(0, text.length() - qualifier.length() - 1), qualifier);
    }

    /** The same function by another version or alias. */
    public String at(String otherQualifier) {
        return name + ":" + otherQualifier;
    }
}
