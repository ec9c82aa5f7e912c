package io.github.lambdaperf.local.insights;

/**
 * The order of {@code sort}: what is no number before numbers, numbers by value, other texts by runs of digits and of
 * anything else; digit runs by length, then value, the rest by Unicode.
 */
final class NaturalOrder {
    private NaturalOrder() {}

    static int compare(Value left, Value right) {
        double a = Coercion.number(left);
        double b = Coercion.number(right);
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b)
                    ? compare(Coercion.text(left), Coercion.text(right))
                    : Boolean.compare(Double.isNaN(b), Double.isNaN(a));
        }
        return Double.compare(a, b);
    }

    private static int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            char a = left.charAt(i);
            char b = right.charAt(j);
            if (digit(a) && digit(b)) {
                int iEnd = endOfDigits(left, i);
                int jEnd = endOfDigits(right, j);
                int order = Integer.compare(iEnd - i, jEnd - j);
                if (order == 0) {
                    order = left.substring(i, iEnd).compareTo(right.substring(j, jEnd));
                }
                if (order != 0) {
                    return order;
                }
                i = iEnd;
                j = jEnd;
            } else if (a != b) {
                return Character.compare(a, b);
            } else {
                i++;
                j++;
            }
        }
        return Integer.compare(left.length() - i, right.length() - j);
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
