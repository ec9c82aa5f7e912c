package io.github.lambdaperf.core.doctor;

import java.util.List;

/**
 * The parts of a function's ARN.
 *
 * @param partition such as {@code aws}
 * @param name without a qualifier
 */
record FunctionArn(String partition, String region, String account, String name) {

    /** @param arn with or without a qualifier */
    static FunctionArn parse(String arn) {
        List<String> parts = List.of(arn.split(":", -1));
        return new FunctionArn(parts.get(1), parts.get(3), parts.get(4), parts.get(6));
    }

    /** The function's own ARN, unqualified. */
    String unqualified() {
        return of("lambda", "function:" + name);
    }

    /** ARN of something else of the same account and region. */
    String of(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
