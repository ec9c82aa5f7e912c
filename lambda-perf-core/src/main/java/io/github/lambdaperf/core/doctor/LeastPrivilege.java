package io.github.lambdaperf.core.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.lambda.model.TracingMode;

/** The IAM policy with no more than the goals in use call, on no more than the scenarios touch. */
final class LeastPrivilege {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> LOADING = Set.of("load", "check", "baseline", "selftest", "tune");
    private static final Set<String> ANALYZING = Set.of("analyze", "check", "baseline", "selftest");

    /** All that call AWS. */
    static final Set<String> GOALS =
            Set.of("load", "analyze", "check", "baseline", "selftest", "tune", "alarms", "doctor");

    private final Set<String> goals;
    // resource to actions
    private final Map<String, Set<String>> allowed = new TreeMap<>();
    private final Set<String> namespaces = new TreeSet<>();

    LeastPrivilege(Set<String> goals) {
        this.goals = goals;
    }

    /** Adds what a function and its scenarios need. */
    LeastPrivilege with(Subject subject) {
        String function = subject.arn().unqualified();
        allowOn(function, "lambda:GetFunctionConfiguration");
        allowOn(function + ":*", "lambda:GetFunctionConfiguration");
        if (goals.stream().anyMatch(LOADING::contains)) {
            allowOn(function, "lambda:ListTags");
            subject.scenarios().forEach(scenario -> sends(scenario, subject));
        }
        if (goals.stream().anyMatch(ANALYZING::contains)) {
            analysis(subject);
        }
        if (goals.contains("doctor")) {
            examination(subject);
        }
        if (goals.contains("alarms")) {
            alarms(subject);
        }
        if (goals.contains("tune")) {
            sweep(subject);
        }
        return this;
    }

    private void alarms(Subject subject) {
        String function = subject.arn().unqualified();
        allowOn(function, "lambda:GetFunctionConcurrency", "lambda:GetFunctionEventInvokeConfig");
        allowOn(
                subject.arn().of("cloudwatch", "alarm:*"),
                "cloudwatch:PutMetricAlarm",
                "cloudwatch:PutCompositeAlarm",
                "cloudwatch:TagResource",
                "cloudwatch:DeleteAlarms",
                "cloudwatch:ListTagsForResource");
        allowOn("*", "cloudwatch:DescribeAlarms", "lambda:GetAccountSettings", "lambda:ListEventSourceMappings");
    }

    /** Versions are deleted, the function never. */
    private void sweep(Subject subject) {
        String function = subject.arn().unqualified();
        allowOn(
                function,
                "lambda:UpdateFunctionConfiguration",
                "lambda:PublishVersion",
                "lambda:ListVersionsByFunction",
                "lambda:CreateAlias",
                "lambda:GetAlias",
                "lambda:UpdateAlias",
                "lambda:DeleteAlias");
        allowOn(
                function + ":*",
                "lambda:GetAlias",
                "lambda:UpdateAlias",
                "lambda:DeleteAlias",
                "lambda:DeleteFunction");
    }

    private void examination(Subject subject) {
        String function = subject.arn().unqualified();
        allowOn(function, "lambda:GetFunctionConcurrency");
        if (subject.scenarios().stream().anyMatch(scenario -> scenario.send() instanceof InvokeSpec)) {
            allowOn(function, "lambda:InvokeFunction");
            allowOn(function + ":*", "lambda:InvokeFunction");
        }
        if (subject.scenarios().stream().anyMatch(DeliveryChecks::isAsynchronous)) {
            allowOn(function, "lambda:GetFunctionEventInvokeConfig");
            allowOn(function + ":*", "lambda:GetFunctionEventInvokeConfig");
        }
        allowOn(logGroup(subject), "logs:StartQuery");
        allowOn(
                "*",
                "lambda:GetAccountSettings",
                "logs:DescribeLogGroups",
                "logs:GetQueryResults",
                "cloudwatch:GetMetricData");
    }

    /** ARN of a log group, as policies name it. */
    static String logGroup(Subject subject) {
        return subject.arn().of("logs", "log-group:" + subject.logGroup() + ":*");
    }

    private void analysis(Subject subject) {
        allowOn(logGroup(subject), "logs:StartQuery");
        allowOn(
                "*",
                "logs:DescribeLogGroups",
                "logs:GetQueryResults",
                "logs:StopQuery",
                "cloudwatch:GetMetricData",
                "lambda:GetAccountSettings");
        if (subject.config().tracingConfig() != null
                && subject.config().tracingConfig().mode() == TracingMode.ACTIVE) {
            allowOn("*", "xray:BatchGetTraces");
        }
        subject.scenarios().stream()
                .filter(scenario -> scenario.publish() != null)
                .forEach(scenario -> namespaces.add(scenario.publish().namespace()));
    }

    private void sends(Scenario scenario, Subject subject) {
        String function = subject.arn().unqualified();
        if (scenario.provisionedConcurrency() != null) {
            allowOn(
                    function + ":*",
                    "lambda:GetProvisionedConcurrencyConfig",
                    "lambda:PutProvisionedConcurrencyConfig",
                    "lambda:DeleteProvisionedConcurrencyConfig");
        }
        if (scenario.send() instanceof InvokeSpec) {
            allowOn(function, "lambda:InvokeFunction");
            allowOn(function + ":*", "lambda:InvokeFunction");
        } else if (scenario.send() instanceof HttpSpec http) {
            api(http, function, subject);
        } else if (scenario.send() instanceof SqsSpec sqs) {
            String queue = arnOf(sqs.destination(), subject.arn().of("sqs", sqs.queueName()));
            allowOn(queue, "sqs:GetQueueUrl", "sqs:GetQueueAttributes", "sqs:SendMessage");
            allowOn("*", "lambda:ListEventSourceMappings");
        } else if (scenario.send() instanceof SnsSpec sns) {
            allowOn(arnOf(sns.destination(), subject.arn().of("sns", sns.topicName())), "sns:Publish");
        } else if (scenario.send() instanceof EventBridgeSpec events) {
            allowOn(
                    arnOf(events.destination(), subject.arn().of("events", "event-bus/" + events.busName())),
                    "events:PutEvents");
        }
        if (scenario.send() instanceof MessageSpec) {
            // what became of the messages
            allowOn(logGroup(subject), "logs:StartQuery");
            allowOn("*", "logs:GetQueryResults", "logs:StopQuery");
        }
        if (scenario.send() instanceof MessageSpec && !(scenario.send() instanceof SqsSpec)) {
            allowOn("*", "cloudwatch:GetMetricData");
            allowOn(function, "lambda:GetFunctionEventInvokeConfig");
            allowOn(function + ":*", "lambda:GetFunctionEventInvokeConfig");
        }
    }

    private void api(HttpSpec http, String function, Subject subject) {
        if (http.url() == null && http.api() == HttpSpec.Api.URL) {
            allowOn(function, "lambda:GetFunctionUrlConfig");
        }
        if (http.auth() != HttpSpec.Auth.IAM) {
            return;
        } else if (http.api() == HttpSpec.Api.URL) {
            allowOn(function, "lambda:InvokeFunctionUrl", "lambda:InvokeFunction");
            allowOn(function + ":*", "lambda:InvokeFunctionUrl", "lambda:InvokeFunction");
        } else {
            allowOn(subject.arn().of("execute-api", "*"), "execute-api:Invoke");
        }
    }

    /** Queues in which a scenario's messages end are looked into. @param arn of such a queue */
    LeastPrivilege withOutlet(String arn) {
        if (goals.stream().anyMatch(LOADING::contains)) {
            allowOn(arn, "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility");
        }
        return this;
    }

    private static String arnOf(String destination, String otherwise) {
        return destination.startsWith("arn:") ? destination : otherwise;
    }

    private void allowOn(String resource, String... actions) {
        allowed.computeIfAbsent(resource, any -> new TreeSet<>()).addAll(List.of(actions));
    }

    /** The policy document, one statement for each set of actions. */
    ObjectNode document() {
        Map<Set<String>, Set<String>> byActions = new LinkedHashMap<>();
        allowed.forEach((resource, actions) ->
                byActions.computeIfAbsent(actions, any -> new TreeSet<>()).add(resource));
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode statements = document.putArray("Statement");
        byActions.forEach((actions, resources) -> statements.add(statement(actions, resources)));
        if (!namespaces.isEmpty()) {
            ObjectNode publishing = statement(Set.of("cloudwatch:PutMetricData"), Set.of("*"));
            ArrayNode names =
                    publishing.putObject("Condition").putObject("StringEquals").putArray("cloudwatch:namespace");
            namespaces.forEach(names::add);
            statements.add(publishing);
        }
        return document;
    }

    /** A statement that allows actions on resources. */
    static ObjectNode statement(Set<String> actions, Set<String> resources) {
        ObjectNode statement = JSON.createObjectNode().put("Effect", "Allow");
        ArrayNode action = statement.putArray("Action");
        new TreeSet<>(actions).forEach(action::add);
        ArrayNode resource = statement.putArray("Resource");
        new TreeSet<>(resources).forEach(resource::add);
        return statement;
    }
}
