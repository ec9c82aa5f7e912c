package io.github.lambdaperf.local.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.local.metrics.MetricStore;
import io.github.lambdaperf.local.protocol.ServiceEndpoint;
import io.github.lambdaperf.local.protocol.ServiceError;
import io.github.lambdaperf.local.protocol.ServiceOperations;
import java.util.Set;

/** CloudWatch's metrics, version 2010-08-01. */
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

    /** Serves the store. */
    public CloudWatchService(MetricStore store) {
        this.writes = new MetricWrites(store);
        this.reads = new MetricReads(store);
        this.data = new MetricData(store);
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
            default -> throw ServiceError.unknownOperation("CloudWatch", operation);
        };
    }
}
