package io.github.lambdaperf.local.environment;

/**
 * The account and region that the local target claims to be.
 *
 * @param id twelve digits
 * @param region such as {@code us-east-1}
 */
public record Account(String id, String region) {

    /** Checks the forms given above. */
    public Account {
        if (!id.matches("\\d{12}")) {
            throw new IllegalArgumentException("account id '" + id + "' is not valid: it has twelve digits");
        }
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw new IllegalArgumentException("region '" + region + "' is not valid: name one such as us-east-1");
        }
    }

    /** The function's ARN without a qualifier. */
    public String functionArn(String function) {
        return "arn:aws:lambda:" + region + ":" + id + ":function:" + function;
    }

    /** The function's ARN with the version's number, of {@code $LATEST} without. */
    String versionArn(FunctionVersion version) {
        String arn = functionArn(version.name());
        return version.version().equals(FunctionVersion.LATEST) ? arn : arn + ":" + version.version();
    }

    /** The log group's ARN without a trailing {@code :*}. */
    public String logGroupArn(String group) {
        return "arn:aws:logs:" + region + ":" + id + ":log-group:" + group;
    }
}
