package io.github.lambdaperf.core.invoke;

import io.github.lambdaperf.core.payload.IterationContext;
import io.github.lambdaperf.core.payload.TextTemplate;
import io.github.lambdaperf.core.scenario.SnsSpec;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** {@code Publish} and {@code PublishBatch} of SNS in AWS's query protocol, which answers in XML. */
final class SnsWire implements MessageWire {
    private static final XMLInputFactory XML = xml();

    private final SnsSpec spec;
    private final String topicArn;
    private final Map<String, TextTemplate> attributes = new LinkedHashMap<>();
    private final TextTemplate subject;

    SnsWire(SnsSpec spec, String topicArn, long seed) {
        this.spec = spec;
        this.topicArn = topicArn;
        long next = seed;
        for (Map.Entry<String, String> attribute : spec.attributes().entrySet()) {
            attributes.put(attribute.getKey(), TextTemplate.compile(attribute.getValue(), ++next));
        }
        this.subject = spec.subject() == null ? null : TextTemplate.compile(spec.subject(), ++next);
    }

    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    @Override
    public String service() {
        return "sns";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    }

    @Override
    public byte[] body(List<OutgoingMessage> messages) {
        boolean batch = spec.batch() > 1;
        StringBuilder form = new StringBuilder(256)
                .append("Action=")
                .append(batch ? "PublishBatch" : "Publish")
                .append("&Version=2010-03-31");
        parameter(form, "TopicArn", topicArn);
        for (int i = 0; i < messages.size(); i++) {
            String prefix = batch ? "PublishBatchRequestEntries.member." + (i + 1) + "." : "";
            if (batch) {
                parameter(form, prefix + "Id", Integer.toString(i));
            }
            message(form, prefix, messages.get(i));
        }
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void message(StringBuilder form, String prefix, OutgoingMessage message) {
        IterationContext iteration = message.iteration();
        parameter(form, prefix + "Message", JsonAnswers.text(message.body()));
        if (subject != null) {
            parameter(form, prefix + "Subject", subject.render(iteration));
        }
        attribute(form, prefix, 1, OutgoingMessage.ATTRIBUTE, message.mark());
        int number = 1;
        for (Map.Entry<String, TextTemplate> attribute : attributes.entrySet()) {
            attribute(
                    form,
                    prefix,
                    ++number,
                    attribute.getKey(),
                    attribute.getValue().render(iteration));
        }
    }

    private static void attribute(StringBuilder form, String prefix, int number, String name, String value) {
        String entry = prefix + "MessageAttributes.entry." + number + ".";
        parameter(form, entry + "Name", name);
        parameter(form, entry + "Value.DataType", "String");
        parameter(form, entry + "Value.StringValue", value);
    }

    private static void parameter(StringBuilder form, String name, String value) {
        form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    @Override
    public Receipt receipt(byte[] answer, int messages) {
        String[] ids = new String[messages];
        String id = null;
        String messageId = null;
        String code = null;
        String text = null;
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(answer));
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (reader.getLocalName()) {
                    case "member" -> {
                        id = null;
                        messageId = null;
                    }
                    case "Id" -> id = reader.getElementText();
                    case "MessageId" -> messageId = reader.getElementText();
                    case "Code" -> code = code == null ? reader.getElementText() : code;
                    case "Message" -> text = text == null ? reader.getElementText() : text;
                    default -> {
                        continue;
                    }
                }
                if (messageId != null && (id != null || spec.batch() == 1)) {
                    ids[id == null ? 0 : Integer.parseInt(id)] = messageId;
                }
            }
            reader.close();
        } catch (XMLStreamException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new Receipt(Arrays.asList(ids), "NoXml", e.getMessage());
        }
        return new Receipt(Arrays.asList(ids), code, text);
    }

    @Override
    public Receipt error(String type, byte[] answer) {
        Receipt read = receipt(answer, spec.batch());
        return new Receipt(List.of(), read.errorType() == null ? type : read.errorType(), read.errorMessage());
    }
}
