package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
        XmlAnswer document = XmlAnswer.of("CloudFormation", answer);
        if (answer.status() >= 400) {
            String message = document.text("Message");
            String hint = answer.status() == 403 ? "; allow cloudformation:DescribeStackResources" : "";
            throw PerfException.user("CloudFormation does not tell the resources of the stack " + stack + ": "
                    + (message.isEmpty() ? "HTTP " + answer.status() : message) + hint);
        }
        List<Resource> resources = new ArrayList<>();
        for (XmlAnswer member : document.all("member")) {
            if (!member.text("LogicalResourceId").isEmpty()) {
                resources.add(new Resource(
                        member.text("LogicalResourceId"),
                        member.text("PhysicalResourceId"),
                        member.text("ResourceType")));
            }
        }
        return resources;
    }
}
