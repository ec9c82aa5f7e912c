package io.github.lambdaperf.core.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message is recognised by wherever it turns up: an attribute of queues and topics, a resource of events.
 *
 * @param stream of the messages of one scenario in one run
 * @param number within the stream, from 0
 */
public record Mark(String stream, long number) {
    private static final Pattern TEXT = Pattern.compile("lambda-perf/([\\w.:-]+)/(\\d{1,18})");

    /** As it stands in messages: {@code lambda-perf/STREAM/NUMBER}. */
    public String text() {
        return "lambda-perf/" + stream + "/" + number;
    }

    /** Every mark in a text, such as the body of a dead letter. */
    public static List<Mark> in(String text) {
        List<Mark> marks = new ArrayList<>();
        Matcher matcher = TEXT.matcher(text);
        while (matcher.find()) {
            marks.add(new Mark(matcher.group(1), Long.parseLong(matcher.group(2))));
        }
        return marks;
    }
}
