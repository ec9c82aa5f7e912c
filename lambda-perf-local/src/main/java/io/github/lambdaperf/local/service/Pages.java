package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Lambda's way to list in pages: {@code Marker} and {@code MaxItems}. */
final class Pages {

    private Pages() {}

    /**
     * The page that the call asks for, with {@code NextMarker} in the reply when more follow.
     *
     * @param largest the largest page, and the one without {@code MaxItems}
     */
    static <T> List<T> of(List<T> all, LambdaCall call, int largest, ObjectNode reply) {
        int from = number(call, "Marker", 0, Integer.MAX_VALUE, 0);
        int size = number(call, "MaxItems", 1, 10_000, largest);
        from = Math.min(from, all.size());
        int to = Math.min(all.size(), from + Math.min(size, largest));
        if (to < all.size()) {
            reply.put("NextMarker", Integer.toString(to));
        }
        return all.subList(from, to);
    }

    private static int number(LambdaCall call, String parameter, int from, int to, int absent) {
        String text = call.parameter(parameter);
        if (text == null) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= from && value <= to) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw AwsError.invalidValue(parameter + " is '" + text + "' but must be a whole number");
        }
        throw AwsError.invalidValue(parameter + " is " + text + " but must be from " + from + " to " + to);
    }
}
