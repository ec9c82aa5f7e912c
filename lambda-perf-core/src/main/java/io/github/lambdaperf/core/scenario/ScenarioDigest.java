package io.github.lambdaperf.core.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lambdaperf.core.payload.Feeder;
import io.github.lambdaperf.core.payload.PayloadSpec;
import io.github.lambdaperf.core.secret.SensitiveFields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The digest of a scenario's load: SHA-256 over JSON without blanks, with sorted keys, and durations in nanoseconds.
 * What only labels (names, tags, thresholds, checks) is not in it, nor are values of sensitive fields: few digits could be
 * guessed from a digest.
 */
final class ScenarioDigest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScenarioDigest() {}

    static String of(
            SendSpec send,
            List<Workload> workloads,
            PayloadSpec payload,
            Feeder feeder,
            Duration thinkTime,
            int warmup,
            List<FailureSpec> failures,
            UntilSpec until,
            Integer provisionedConcurrency,
            SensitiveFields sensitive) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        form.set(send.key(), send(send));
        ArrayNode executors = form.putArray("workloads");
        workloads.forEach(workload -> executors.add(workload(workload)));
        form.set("payload", payload == null ? null : payload(payload, sensitive));
        if (feeder != null) {
            form.putObject("feeder")
                    .put("digest", feeder.digest())
                    .put("strategy", feeder.strategy().label());
        }
        form.put("thinkTime", thinkTime.toNanos());
        form.put("warmup", warmup);
        if (!failures.isEmpty()) {
            ArrayNode entries = form.putArray("failures");
            failures.forEach(failure -> entries.addObject()
                    .put("share", failure.share())
                    .put("body", failure.body())
                    .set("payload", sensitive.masked(failure.payload())));
        }
        if (until != null) {
            form.put("until", until.expression());
        }
        if (provisionedConcurrency != null) {
            form.put("provisionedConcurrency", provisionedConcurrency);
        }
        try {
            byte[] canonical = JSON.writeValueAsString(sorted(form)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode payload(PayloadSpec payload, SensitiveFields sensitive) {
        if (payload.single() != null) {
            return sensitive.masked(payload.single());
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("class", payload.className());
        ArrayNode choices = node.putArray("choices");
        payload.choices()
                .forEach(choice -> choices.addObject()
                        .put("weight", choice.weight())
                        .set("template", sensitive.masked(choice.template())));
        return node;
    }

    private static ObjectNode send(SendSpec send) {
        if (send instanceof MessageSpec message) {
            return message(message);
        }
        return send instanceof HttpSpec http ? http(http) : invoke((InvokeSpec) send);
    }

    private static ObjectNode message(MessageSpec message) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("function", message.function());
        node.put("destination", message.destination());
        node.put("batch", message.batch());
        node.set("attributes", JSON.valueToTree(message.attributes()));
        if (message instanceof SqsSpec sqs) {
            node.put("group", sqs.group());
            node.put("deduplication", sqs.deduplication());
            put(node, "delay", sqs.delay());
        } else if (message instanceof SnsSpec sns) {
            node.put("subject", sns.subject());
        } else if (message instanceof EventBridgeSpec event) {
            node.put("source", event.source());
            node.put("detailType", event.detailType());
        }
        LocalDelivery local = message.local();
        ObjectNode delivery = node.putObject("local");
        delivery.put("batchSize", local.batchSize());
        put(delivery, "batchingWindow", local.batchingWindow());
        delivery.put("maximumConcurrency", local.maximumConcurrency());
        delivery.put("reportBatchItemFailures", local.reportBatchItemFailures());
        put(delivery, "visibilityTimeout", local.visibilityTimeout());
        delivery.put("maxReceiveCount", local.maxReceiveCount());
        delivery.put("maximumRetryAttempts", local.maximumRetryAttempts());
        return node;
    }

    /** Names of variables, not what is in them; the address of the API is not part of its load. */
    private static ObjectNode http(HttpSpec http) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("function", http.function());
        node.put("api", http.api().label());
        node.put("stage", http.stage());
        node.put("method", http.method());
        node.put("path", http.path());
        node.set("query", JSON.valueToTree(http.query()));
        ArrayNode headers = node.putArray("headers");
        http.headers()
                .forEach(header -> headers.addObject()
                        .put("name", header.name())
                        .put("value", header.value())
                        .put("env", header.env()));
        node.put("auth", http.auth().label());
        put(node, "timeout", http.timeout());
        return node;
    }

    private static ObjectNode invoke(InvokeSpec invoke) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("function", invoke.function());
        node.put("qualifier", invoke.qualifier());
        node.put("type", invoke.type().wireName());
        node.put("logTail", invoke.logTail());
        node.set("clientContext", JSON.valueToTree(invoke.clientContext()));
        node.put("tenantId", invoke.tenantId());
        return node;
    }

    private static ObjectNode workload(Workload workload) {
        ObjectNode node = executor(workload.executor());
        node.put("executor", workload.executor().type());
        node.put("startTime", workload.startTime().toNanos());
        put(node, "gracefulStop", workload.gracefulStop());
        return node;
    }

    private static ObjectNode executor(Executor executor) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (executor instanceof Executor.ConstantVus constant) {
            node.put("vus", constant.vus());
            put(node, "duration", constant.duration());
        } else if (executor instanceof Executor.RampingVus ramping) {
            node.put("startVUs", ramping.startVus());
            node.set("stages", stages(ramping.stages()));
            put(node, "gracefulRampDown", ramping.gracefulRampDown());
        } else if (executor instanceof Executor.ConstantArrivalRate constant) {
            node.put("rate", constant.rate());
            put(node, "duration", constant.duration());
            open(node, constant.timeUnit(), constant.preAllocatedVus(), constant.maxVus(), constant.arrival());
        } else if (executor instanceof Executor.RampingArrivalRate ramping) {
            node.put("startRate", ramping.startRate());
            node.set("stages", stages(ramping.stages()));
            open(node, ramping.timeUnit(), ramping.preAllocatedVus(), ramping.maxVus(), ramping.arrival());
        } else if (executor instanceof Executor.SharedIterations shared) {
            node.put("vus", shared.vus());
            node.put("iterations", shared.iterations());
            put(node, "maxDuration", shared.maxDuration());
        } else if (executor instanceof Executor.PerVuIterations each) {
            node.put("vus", each.vus());
            node.put("iterations", each.iterations());
            put(node, "maxDuration", each.maxDuration());
        } else if (executor instanceof Executor.Burst burst) {
            node.put("invocations", burst.invocations());
            node.put("bursts", burst.bursts());
            put(node, "every", burst.every());
        } else if (executor instanceof Executor.Breakpoint search) {
            breakpoint(node, search);
        }
        return node;
    }

    /** What a rate must bear decides over the load here. */
    private static void breakpoint(ObjectNode node, Executor.Breakpoint search) {
        node.put("startRate", search.startRate());
        node.put("maxRate", search.maxRate());
        put(node, "timeUnit", search.timeUnit());
        node.put("increase", search.increase());
        put(node, "settle", search.settle());
        put(node, "window", search.window());
        node.put("precision", search.precision());
        node.put("preAllocatedVUs", search.preAllocatedVus());
        node.put("maxVUs", search.maxVus());
        ArrayNode until = node.putArray("until");
        search.until().forEach(spec -> until.add(spec.metric() + ": " + spec.expression()));
    }

    private static void open(
            ObjectNode node, Duration timeUnit, Integer preAllocatedVus, Integer maxVus, Arrival arrival) {
        put(node, "timeUnit", timeUnit);
        node.put("preAllocatedVUs", preAllocatedVus);
        node.put("maxVUs", maxVus);
        node.put("poisson", arrival.poisson());
        node.put("seed", arrival.seed());
    }

    private static ArrayNode stages(List<Stage> stages) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        stages.forEach(stage -> put(array.addObject().put("target", stage.target()), "duration", stage.duration()));
        return array;
    }

    private static void put(ObjectNode node, String key, Duration duration) {
        if (duration == null) {
            node.putNull(key);
        } else {
            node.put(key, duration.toNanos());
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return node;
    }
}
