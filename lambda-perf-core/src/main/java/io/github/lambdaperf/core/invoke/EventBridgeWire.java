package io.github.lambdaperf.core.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.payload.TextTemplate;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code PutEvents} of EventBridge in AWS JSON 1.1. */
final class EventBridgeWire implements MessageWire {
    private final String bus;
    private final TextTemplate source;
    private final TextTemplate detailType;

    EventBridgeWire(EventBridgeSpec spec, String bus, long seed) {
        this.bus = bus;
        this.source = TextTemplate.compile(spec.source(), seed + 1);
        this.detailType = TextTemplate.compile(spec.detailType(), seed + 2);
    }

    @Override
    public String service() {
        return "events";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", "AWSEvents.PutEvents");
    }

    @Override
    public byte[] body(List<OutgoingMessage> messages) {
        ObjectNode body = JsonAnswers.object();
        ArrayNode entries = body.putArray("Entries");
        for (OutgoingMessage message : messages) {
            entries.addObject()
                    .put("Source", source.render(message.iteration()))
                    .put("DetailType", detailType.render(message.iteration()))
                    .put("Detail", JsonAnswers.text(message.body()))
                    .put("EventBusName", bus)
                    .putArray("Resources")
                    .add(message.mark());
        }
        return JsonAnswers.bytes(body);
    }

    @Override
    public Receipt receipt(byte[] answer, int messages) {
        List<String> ids = new ArrayList<>();
        String type = null;
        String text = null;
        JsonNode entries = InvokeAnswers.tree(answer).path("Entries");
        for (int i = 0; i < messages; i++) {
            JsonNode entry = entries.path(i);
            ids.add(entry.path("EventId").asText(null));
            if (type == null && !entry.has("EventId")) {
                type = entry.path("ErrorCode").asText("NoEventId");
                text = entry.path("ErrorMessage").asText(null);
            }
        }
        return new Receipt(ids, type, text);
    }

    @Override
    public Receipt error(String type, byte[] answer) {
        return JsonAnswers.error(type, answer);
    }
}
