package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.environment.Account;
import io.github.lambdaperf.local.metrics.MetricClock;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.protocol.ServiceEndpoint;
import io.github.lambdaperf.local.protocol.ServiceError;
import io.github.lambdaperf.local.protocol.ServiceOperations;
import java.util.Set;

/** CloudWatch's metrics and metric alarms, version 2010-08-01. */
public final class CloudWatchService implements ServiceOperations {

    /** What CloudWatch is called on the wire. */
    public static final ServiceEndpoint.Names NAMES = new ServiceEndpoint.Names(
            "GraniteServiceVersion20100801",
            "1.0",
            "monitoring",
            "2010-08-01",
            "http://monitoring.amazonaws.com/doc/2010-08-01/",
            Set.of("ExtendedStatistics"));

    private final MetricWrites writes;
    private final MetricReads reads;
    private final MetricData data;
    private final Alarms alarms;

    /** Serves the store; the account is the alarms', the clock theirs and that of data without a time. */
    public CloudWatchService(MetricStore store, Account account, MetricClock clock) {
        this.writes = new MetricWrites(store, clock);
        this.reads = new MetricReads(store);
        this.data = new MetricData(store);
        this.alarms = new Alarms(store, account, clock);
    }

    @Override
    public ObjectNode answer(String operation, ObjectNode input) {
        return switch (operation) {
            case "PutMetricData" -> {
                writes.put(input);
                yield null;
            }
            case "GetMetricData" -> data.get(input);
            case "GetMetricStatistics" -> reads.statistics(input);
            case "ListMetrics" -> reads.list(input);
            case "PutMetricAlarm" -> {
                alarms.put(input);
                yield null;
            }
            case "PutCompositeAlarm" -> {
                alarms.putComposite(input);
                yield null;
            }
            case "DeleteAlarms" -> {
                alarms.delete(input);
                yield null;
            }
            case "SetAlarmState" -> {
                alarms.setState(input);
                yield null;
            }
            case "DescribeAlarms" -> alarms.describe(input);
            case "DescribeAlarmHistory" -> alarms.history(input);
            case "TagResource" -> alarms.tag(input);
            case "UntagResource" -> alarms.untag(input);
            case "ListTagsForResource" -> alarms.tags(input);
            default -> throw ServiceError.unknownOperation("CloudWatch", operation);
        };
    }
}
