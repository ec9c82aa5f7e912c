package io.github.lambdaperf.core.yaml;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The documents of a YAML text. */
public final class YamlNodes {
    /** The composer calls itself for each level, and a thread's stack ends. */
    private static final int DEEPEST = 200;

    private YamlNodes() {}

    /**
     * The documents, each read when it is asked for.
     *
     * @throws YamlEngineException from here or from the iterator where the text is not YAML, or nests more than 200 levels
     */
    public static Iterator<Node> documents(String text, LoadSettings settings) {
        return composer(text, settings);
    }

    /**
     * The only document; empty where there is none.
     *
     * @throws YamlEngineException as {@link #documents} does, and where there is a second document
     */
    public static Optional<Node> single(String text, LoadSettings settings) {
        return composer(text, settings).getSingleNode();
    }

    private static Composer composer(String text, LoadSettings settings) {
        return new Composer(settings, new BoundedParser(new ParserImpl(settings, new StreamReader(settings, text))));
    }

    /** Refuses what the composer would run out of stack on. */
    private static final class BoundedParser implements Parser {
        private final Parser events;
        private int depth;

        BoundedParser(Parser events) {
            this.events = events;
        }

        @Override
        public boolean hasNext() {
            return events.hasNext();
        }

        @Override
        public boolean checkEvent(Event.ID choice) {
            return events.checkEvent(choice);
        }

        @Override
        public Event peekEvent() {
            return events.peekEvent();
        }

        @Override
        public Event next() {
            Event event = events.next();
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {
                    // Neither opens nor closes a level.
                }
            }
            if (depth > DEEPEST) {
                throw new ParserException(
                        null, Optional.empty(), "it nests more than " + DEEPEST + " levels", event.getStartMark());
            }
            return event;
        }
    }
}
