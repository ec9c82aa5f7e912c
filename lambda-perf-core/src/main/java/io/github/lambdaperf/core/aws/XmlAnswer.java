package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An element of an answer in XML. */
final class XmlAnswer {
    private final Element element;

    private XmlAnswer(Element element) {
        this.element = element;
    }

    /** Reads an answer. @param service for the message @throws PerfException where it is no XML */
    static XmlAnswer of(String service, SignedHttp.Answer answer) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new XmlAnswer(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(answer.text())))
                    .getDocumentElement());
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        } catch (SAXException e) {
            throw PerfException.world(
                    service + " answered HTTP " + answer.status() + " and no XML: " + e.getMessage(), e);
        }
    }

    /** Text of the first element of this name below; empty where there is none. */
    String text(String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    /** All elements of this name below. */
    List<XmlAnswer> all(String name) {
        NodeList found = element.getElementsByTagName(name);
        List<XmlAnswer> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add(new XmlAnswer((Element) found.item(i)));
        }
        return elements;
    }
}
