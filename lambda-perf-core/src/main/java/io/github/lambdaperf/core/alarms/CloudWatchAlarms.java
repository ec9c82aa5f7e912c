package io.github.lambdaperf.core.alarms;

import io.github.lambdaperf.core.PerfException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/**
 * The alarms in CloudWatch. A tag tells whose they are; an alarm without it is never changed or deleted. Each change is one
 * call that leaves an alarm whole, so that a process which is killed in between is completed by the next one.
 */
public final class CloudWatchAlarms {
    /** Key of the tag; its value is the function, with its qualifier. */
    public static final String TAG = "lambda-perf";

    private static final int MOST_NAMES = 100;

    private final CloudWatchClient client;
    private final Consumer<String> messages;

    /** @param client is not closed here @param messages a line for each change, before it is made */
    public CloudWatchAlarms(CloudWatchClient client, Consumer<String> messages) {
        this.client = client;
        this.messages = messages;
    }

    /** An alarm with its state. */
    private record Found(Alarm alarm, String arn, String state) {}

    /**
     * Compares with what there is; changes nothing.
     *
     * @throws PerfException where an alarm of a wanted name belongs to somebody else, or CloudWatch refuses
     */
    public AlarmPlan plan(AlarmSet wanted) {
        Map<String, Found> found = find(wanted);
        Map<String, Alarm> alarms = new LinkedHashMap<>();
        Set<String> owned = new TreeSet<>();
        found.forEach((name, each) -> {
            alarms.put(name, each.alarm());
            if (isOwned(each.arn(), wanted.owner())) {
                owned.add(name);
            }
        });
        return AlarmPlan.of(wanted, alarms, owned);
    }

    /** Makes the changes, parts before the composites that name them, and removals the other way round. */
    public void apply(AlarmPlan plan) {
        Tag tag = Tag.builder().key(TAG).value(plan.owner()).build();
        for (AlarmPlan.Change change : plan.changes()) {
            if (change.wanted() != null) {
                messages.accept((change.before() == null ? "making " : "changing ") + change.name());
                List<Tag> tags = change.before() == null ? List.of(tag) : List.of();
                if (change.wanted() instanceof MetricAlarm metric) {
                    told("PutMetricAlarm", () -> client.putMetricAlarm(AlarmRequests.put(metric, tags)));
                } else if (change.wanted() instanceof CompositeAlarm composite) {
                    told("PutCompositeAlarm", () -> client.putCompositeAlarm(AlarmRequests.put(composite, tags)));
                }
            }
        }
        delete(plan.changes().stream()
                .filter(change -> change.wanted() == null)
                .map(AlarmPlan.Change::before)
                .toList());
    }

    /** Removes all alarms of the owner. @return how many there were */
    public int deleteAll(AlarmSet wanted) {
        List<Alarm> owned = find(wanted).values().stream()
                .filter(each -> isOwned(each.arn(), wanted.owner()))
                .map(Found::alarm)
                .toList();
        delete(owned);
        return owned.size();
    }

    /** State of an alarm; null: there is none of this name. */
    public String state(String name) {
        return describe(DescribeAlarmsRequest.builder().alarmNames(name)).values().stream()
                .map(Found::state)
                .findFirst()
                .orElse(null);
    }

    /** CloudWatch deletes no alarm that a composite names, and at most one composite in a call. */
    private void delete(List<Alarm> alarms) {
        for (Alarm alarm : alarms) {
            if (alarm instanceof CompositeAlarm) {
                messages.accept("removing " + alarm.name());
                told("DeleteAlarms", () -> client.deleteAlarms(request -> request.alarmNames(alarm.name())));
            }
        }
        List<String> names = alarms.stream()
                .filter(MetricAlarm.class::isInstance)
                .map(Alarm::name)
                .toList();
        for (int from = 0; from < names.size(); from += MOST_NAMES) {
            List<String> part = names.subList(from, Math.min(names.size(), from + MOST_NAMES));
            part.forEach(name -> messages.accept("removing " + name));
            told("DeleteAlarms", () -> client.deleteAlarms(request -> request.alarmNames(part)));
        }
    }

    /** Those whose names begin as the wanted ones do; all wanted ones are among them. */
    private Map<String, Found> find(AlarmSet wanted) {
        return describe(DescribeAlarmsRequest.builder().alarmNamePrefix(wanted.prefix()));
    }

    private Map<String, Found> describe(DescribeAlarmsRequest.Builder request) {
        Map<String, Found> found = new LinkedHashMap<>();
        String token = null;
        do {
            String page = token;
            DescribeAlarmsResponse answer = told(
                    "DescribeAlarms",
                    () -> client.describeAlarms(request.alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                            .maxRecords(MOST_NAMES)
                            .nextToken(page)
                            .build()));
            answer.metricAlarms()
                    .forEach(alarm -> found.put(
                            alarm.alarmName(),
                            new Found(AlarmRequests.read(alarm), alarm.alarmArn(), alarm.stateValueAsString())));
            answer.compositeAlarms()
                    .forEach(alarm -> found.put(
                            alarm.alarmName(),
                            new Found(AlarmRequests.read(alarm), alarm.alarmArn(), alarm.stateValueAsString())));
            token = answer.nextToken();
        } while (token != null && !token.isEmpty());
        return found;
    }

    private boolean isOwned(String arn, String owner) {
        return told("ListTagsForResource", () -> client.listTagsForResource(request -> request.resourceARN(arn)))
                .tags()
                .stream()
                .anyMatch(tag -> tag.key().equals(TAG) && tag.value().equals(owner));
    }

    private static <T> T told(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            boolean told = e.awsErrorDetails() != null && e.awsErrorDetails().errorCode() != null;
            String message = told
                    ? e.awsErrorDetails().errorCode() + ": "
                            + e.awsErrorDetails().errorMessage()
                    : "HTTP " + e.statusCode();
            String hint = e.statusCode() == 403 ? "; allow cloudwatch:" + operation : "";
            throw PerfException.world("CloudWatch refused " + operation + " (" + message + ")" + hint, e);
        } catch (SdkException e) {
            throw PerfException.world("CloudWatch did not answer " + operation + ": " + e.getMessage(), e);
        }
    }
}
