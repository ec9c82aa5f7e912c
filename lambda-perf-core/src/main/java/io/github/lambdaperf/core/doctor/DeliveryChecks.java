package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lambda.model.DeadLetterConfig;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.OnFailure;
import software.amazon.awssdk.services.lambda.model.OnSuccess;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Where what the function fails on goes to, in scenarios that nobody waits for. */
final class DeliveryChecks {
    private static final int VISIBILITY_FACTOR = 6;
    private static final Pattern DEAD_LETTER_TARGET = Pattern.compile("\"deadLetterTargetArn\"\\s*:\\s*\"([^\"]+)\"");

    private final Subject subject;
    private final AwsSession session;
    private final Reads reads;
    private final List<String> outlets = new ArrayList<>();

    DeliveryChecks(Subject subject, AwsSession session, Reads reads) {
        this.subject = subject;
        this.session = session;
        this.reads = reads;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Scenario scenario : subject.scenarios()) {
            if (scenario.send() instanceof SqsSpec sqs) {
                queue(sqs, findings);
            }
        }
        if (subject.scenarios().stream().anyMatch(DeliveryChecks::isAsynchronous)) {
            findings.add(destination());
        }
        return findings;
    }

    /** True where Lambda itself keeps the scenario's events and tries them again. */
    static boolean isAsynchronous(Scenario scenario) {
        return scenario.send() instanceof InvokeSpec invoke
                ? invoke.type() == InvokeSpec.Type.EVENT
                : scenario.send() instanceof MessageSpec && !(scenario.send() instanceof SqsSpec);
    }

    /** ARNs of the queues in which messages end, once the findings are there. */
    List<String> outlets() {
        return List.copyOf(outlets);
    }

    private void outlet(String arn) {
        if (arn.contains(":sqs:")) {
            outlets.add(arn);
        }
    }

    private Finding destination() {
        String check = "dead letters";
        Optional<GetFunctionEventInvokeConfigResponse> config = reads.of(
                "lambda:GetFunctionEventInvokeConfig",
                subject.config().functionArn(),
                () -> session.lambda()
                        .getFunctionEventInvokeConfig(request -> request.functionName(subject.invoked())));
        Optional<DestinationConfig> destinations = config.map(GetFunctionEventInvokeConfigResponse::destinationConfig);
        destinations
                .map(DestinationConfig::onSuccess)
                .map(OnSuccess::destination)
                .ifPresent(this::outlet);
        Optional<String> onFailure =
                destinations.map(DestinationConfig::onFailure).map(OnFailure::destination);
        Optional<String> deadLetters = Optional.ofNullable(subject.config().deadLetterConfig())
                .map(DeadLetterConfig::targetArn)
                .filter(arn -> !arn.isEmpty());
        onFailure.ifPresent(this::outlet);
        deadLetters.ifPresent(this::outlet);
        if (onFailure.isPresent() || deadLetters.isPresent()) {
            return Finding.ok(
                    check, "they go to " + onFailure.or(() -> deadLetters).get());
        } else if (reads.of("lambda:GetFunctionEventInvokeConfig")
                .map(tried -> tried.outcome() != Reads.Outcome.ALLOWED)
                .orElse(false)) {
            return Finding.skipped(check, "the destinations of " + subject.name() + " may not be read");
        }
        return Finding.warn(
                check,
                "events that fail after all retries are dropped: neither a dead-letter queue nor an on-failure destination",
                subject.aws("lambda " + (config.isPresent() ? "update" : "put")
                        + "-function-event-invoke-config --function-name " + subject.name()
                        + " --destination-config '{\"OnFailure\":{\"Destination\":\"" + queueArn("failures")
                        + "\"}}'"));
    }

    private String queueArn(String ending) {
        return subject.arn().of("sqs", subject.name() + "-" + ending);
    }

    private void queue(SqsSpec spec, List<Finding> findings) {
        String name = spec.queueName();
        String arn = spec.destination().startsWith("arn:")
                ? spec.destination()
                : subject.arn().of("sqs", name);
        Optional<String> url = spec.destination().startsWith("http")
                ? Optional.of(spec.destination())
                : reads.of(
                        "sqs:GetQueueUrl",
                        arn,
                        () -> session.sqs()
                                .getQueueUrl(request -> request.queueName(name))
                                .queueUrl());
        Optional<Map<QueueAttributeName, String>> attributes = url.flatMap(known -> reads.of(
                "sqs:GetQueueAttributes",
                arn,
                () -> session.sqs()
                        .getQueueAttributes(request -> request.queueUrl(known)
                                .attributeNames(
                                        QueueAttributeName.REDRIVE_POLICY, QueueAttributeName.VISIBILITY_TIMEOUT))
                        .attributes()));
        if (attributes.isEmpty()) {
            findings.add(Finding.fail(
                    "queue",
                    name + " does not exist or may not be read",
                    "check 'queue' in the scenario and -Dperf.region, or "
                            + subject.aws("sqs create-queue --queue-name " + name)));
            return;
        }
        redrive(attributes.get().get(QueueAttributeName.REDRIVE_POLICY));
        mapping(name, arn, findings);
        String set = "sqs set-queue-attributes --queue-url " + url.get() + " --attributes ";
        findings.add(
                attributes.get().get(QueueAttributeName.REDRIVE_POLICY) == null
                        ? Finding.warn(
                                "redrive policy",
                                name + " has none: a message that always fails is tried until it expires",
                                subject.aws(set + "'{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\""
                                        + subject.arn().of("sqs", deadLetterName(spec))
                                        + "\\\",\\\"maxReceiveCount\\\":\\\"5\\\"}\"}'"))
                        : Finding.ok("redrive policy", name + " has a dead-letter queue"));
        long visibility = Long.parseLong(attributes.get().getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, "30"));
        long needed = (long) VISIBILITY_FACTOR * subject.timeout();
        String what = name + ": " + visibility + " s, the function's timeout is " + subject.timeout() + " s";
        findings.add(
                visibility >= needed
                        ? Finding.ok("visibility timeout", what)
                        : Finding.warn(
                                "visibility timeout",
                                what + "; below six times it messages come back while they are handled",
                                subject.local()
                                        ? "visibilityTimeout: " + needed + "s under 'local' of the scenario"
                                        : subject.aws(set + "VisibilityTimeout=" + needed)));
    }

    private void redrive(String policy) {
        Matcher target = DEAD_LETTER_TARGET.matcher(policy == null ? "" : policy);
        if (target.find()) {
            outlet(target.group(1));
        }
    }

    private static String deadLetterName(SqsSpec spec) {
        String name = spec.queueName();
        return spec.fifo() ? name.substring(0, name.length() - ".fifo".length()) + "-dlq.fifo" : name + "-dlq";
    }

    private void mapping(String name, String arn, List<Finding> findings) {
        Optional<List<EventSourceMappingConfiguration>> mappings = reads.of(
                "lambda:ListEventSourceMappings",
                "*",
                () -> session.lambda()
                        .listEventSourceMappings(request -> request.eventSourceArn(arn))
                        .eventSourceMappings());
        if (mappings.isEmpty()) {
            findings.add(Finding.skipped("event source", "the mappings of " + name + " may not be read"));
            return;
        }
        Optional<EventSourceMappingConfiguration> found = mappings.get().stream()
                .filter(mapping ->
                        FunctionArn.parse(mapping.functionArn()).name().equals(subject.name()))
                .findFirst();
        if (found.isEmpty()) {
            findings.add(Finding.fail(
                    "event source",
                    name + " does not lead to " + subject.name(),
                    subject.aws("lambda create-event-source-mapping --function-name " + subject.name()
                            + " --event-source-arn " + arn)));
        } else if (String.valueOf(found.get().state()).startsWith("Disabl")) {
            findings.add(Finding.fail(
                    "event source",
                    "the mapping of " + name + " is " + found.get().state(),
                    subject.aws("lambda update-event-source-mapping --uuid "
                            + found.get().uuid() + " --enabled")));
        } else {
            findings.add(Finding.ok("event source", name + " leads to " + subject.name()));
        }
    }
}
