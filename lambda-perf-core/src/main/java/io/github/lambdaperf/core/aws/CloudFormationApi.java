package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * CloudFormation's {@code DescribeStackResources}.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html">the
 *     operation</a>
 */
public final class CloudFormationApi {
    private final SignedHttp http;

    CloudFormationApi(SignedHttp http) {
        this.http = http;
    }

    /**
     * A resource of a stack.
     *
     * @param logicalId in the template
     * @param physicalId such as the name of a function
     * @param type such as {@code AWS::Lambda::Function}
     */
    public record Resource(String logicalId, String physicalId, String type) {}

    /**
     * The first 100 resources of a stack.
     *
     * @throws PerfException where there is no such stack, or CloudFormation refuses or cannot be reached
     */
    public List<Resource> describeStackResources(String stack) {
        String body = "Action=DescribeStackResources&Version=2010-05-15&StackName="
                + URLEncoder.encode(stack, StandardCharsets.UTF_8);
        SignedHttp.Answer answer;
        try {
            answer = http.post(
                    "/", "application/x-www-form-urlencoded; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException e) {
            throw PerfException.world("CloudFormation could not be reached: " + e.getMessage(), e);
        }
        Document document = parse(answer);
        if (answer.status() >= 400) {
            String message = text(document.getDocumentElement(), "Message");
            String hint = answer.status() == 403 ? "; allow cloudformation:DescribeStackResources" : "";
            throw PerfException.user("CloudFormation does not tell the resources of the stack " + stack + ": "
                    + (message.isEmpty() ? "HTTP " + answer.status() : message) + hint);
        }
        List<Resource> resources = new ArrayList<>();
        NodeList members = document.getElementsByTagName("member");
        for (int i = 0; i < members.getLength(); i++) {
            Element member = (Element) members.item(i);
            if (!text(member, "LogicalResourceId").isEmpty()) {
                resources.add(new Resource(
                        text(member, "LogicalResourceId"),
                        text(member, "PhysicalResourceId"),
                        text(member, "ResourceType")));
            }
        }
        return resources;
    }

    private static Document parse(SignedHttp.Answer answer) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer.text())));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        } catch (SAXException e) {
            throw PerfException.world(
                    "CloudFormation answered HTTP " + answer.status() + " and no XML: " + e.getMessage(), e);
        }
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
