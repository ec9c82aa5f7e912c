package io.github.lambdaperf.core.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * The way of a scenario's messages, as the account is configured.
 *
 * @param endpoint of the service that takes them
 * @param destination URL of the queue, ARN of the topic, name or ARN of the bus
 * @param queueUrl of the queue before the function; null: there is none that could be asked
 * @param outlets where messages end that the function did not take, or records of those that it did
 */
public record Route(URI endpoint, String destination, String queueUrl, List<Outlet> outlets) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an outlet says of the messages in it. */
    public enum Kind {
        DEAD_LETTER,
        ON_FAILURE,
        ON_SUCCESS
    }

    /**
     * A queue in which messages end.
     *
     * @param arn of the queue
     */
    public record Outlet(Kind kind, String queueUrl, String arn) {}

    /**
     * Finds the way.
     *
     * @throws PerfException where the queue does not exist, does not lead to the function, or may not be read
     */
    public static Route of(AwsSession session, MessageSpec spec, FunctionRecord function) {
        try {
            if (spec instanceof SqsSpec sqs) {
                return queue(session, sqs, function);
            }
            List<Outlet> outlets = outlets(session, function);
            return spec instanceof SnsSpec sns
                    ? new Route(session.messageEndpoint("sns"), topicArn(sns, function), null, outlets)
                    : new Route(
                            session.messageEndpoint("events"), ((EventBridgeSpec) spec).destination(), null, outlets);
        } catch (QueueDoesNotExistException e) {
            throw PerfException.user("there is no queue '" + spec.destination() + "' in "
                    + session.region().id() + ": check 'queue' of the scenario, and -Dperf.region");
        } catch (SdkException e) {
            throw PerfException.world(
                    "the way of the messages to " + function.name() + " could not be read: " + e.getMessage(), e);
        }
    }

    private static Route queue(AwsSession session, SqsSpec spec, FunctionRecord function) {
        String url = spec.destination().startsWith("http")
                ? spec.destination()
                : session.sqs()
                        .getQueueUrl(request -> request.queueName(spec.queueName()))
                        .queueUrl();
        Map<QueueAttributeName, String> attributes = session.sqs()
                .getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(QueueAttributeName.REDRIVE_POLICY, QueueAttributeName.QUEUE_ARN))
                .attributes();
        String arn = attributes.get(QueueAttributeName.QUEUE_ARN);
        boolean leads =
                session
                        .lambda()
                        .listEventSourceMappings(request -> request.eventSourceArn(arn))
                        .eventSourceMappings()
                        .stream()
                        .anyMatch(mapping -> mapping.functionArn().startsWith(unqualified(function.arn())));
        if (!leads) {
            throw PerfException.user("the queue " + spec.queueName() + " does not lead to the function "
                    + function.name() + ": make an event source mapping (aws lambda create-event-source-mapping"
                    + " --function-name " + function.name() + " --event-source-arn " + arn
                    + "), or name the function that it leads to by 'function'");
        }
        List<Outlet> outlets = new ArrayList<>();
        String policy = attributes.get(QueueAttributeName.REDRIVE_POLICY);
        if (policy != null) {
            add(
                    session,
                    outlets,
                    Kind.DEAD_LETTER,
                    tree(policy).path("deadLetterTargetArn").asText(null));
        }
        return new Route(session.messageEndpoint("sqs"), url, url, outlets);
    }

    private static List<Outlet> outlets(AwsSession session, FunctionRecord function) {
        List<Outlet> outlets = new ArrayList<>();
        var dead = session.lambda()
                .getFunctionConfiguration(request -> request.functionName(function.arn()))
                .deadLetterConfig();
        if (dead != null) {
            add(session, outlets, Kind.DEAD_LETTER, dead.targetArn());
        }
        try {
            GetFunctionEventInvokeConfigResponse config =
                    session.lambda().getFunctionEventInvokeConfig(request -> request.functionName(function.arn()));
            DestinationConfig destinations = config.destinationConfig();
            if (destinations != null && destinations.onFailure() != null) {
                add(session, outlets, Kind.ON_FAILURE, destinations.onFailure().destination());
            }
            if (destinations != null && destinations.onSuccess() != null) {
                add(session, outlets, Kind.ON_SUCCESS, destinations.onSuccess().destination());
            }
        } catch (ResourceNotFoundException e) {
            // Lambda's own defaults are in force: no destinations
            return outlets;
        }
        return outlets;
    }

    /** Only queues can be looked into. */
    private static void add(AwsSession session, List<Outlet> outlets, Kind kind, String arn) {
        if (arn == null || !arn.contains(":sqs:")) {
            return;
        }
        String[] parts = arn.split(":", -1);
        String url = session.sqs()
                .getQueueUrl(request -> request.queueName(parts[5]).queueOwnerAWSAccountId(parts[4]))
                .queueUrl();
        outlets.add(new Outlet(kind, url, arn));
    }

    private static String topicArn(SnsSpec spec, FunctionRecord function) {
        if (spec.destination().startsWith("arn:")) {
            return spec.destination();
        }
        String[] parts = function.arn().split(":", -1);
        return "arn:" + parts[1] + ":sns:" + parts[3] + ":" + parts[4] + ":" + spec.destination();
    }

    private static String unqualified(String functionArn) {
        String[] parts = functionArn.split(":", -1);
        return String.join(":", List.of(parts).subList(0, Math.min(7, parts.length)));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }
}
