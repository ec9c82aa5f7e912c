package io.github.lambdaperf.core.invoke;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Headers of an answer by their names in any case; where one comes several times, joined as RFC 9110 allows. Laid out only
 * for those who look: most scenarios never do.
 */
final class AnswerHeaders extends AbstractMap<String, String> {
    private final Iterable<Entry<String, String>> lines;
    private Map<String, String> map;

    AnswerHeaders(Iterable<Entry<String, String>> lines) {
        this.lines = lines;
    }

    private synchronized Map<String, String> map() {
        if (map == null) {
            map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Map.Entry<String, String> header : lines) {
                map.merge(header.getKey(), header.getValue(), (first, next) -> first + ", " + next);
            }
        }
        return map;
    }

    @Override
    public String get(Object name) {
        return map().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return map().containsKey(name);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return map().entrySet();
    }
}
