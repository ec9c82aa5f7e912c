package io.github.lambdaperf.core.shard;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.record.ScenarioRecord;
import io.github.lambdaperf.core.record.Sharding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Records of shards that belong together, by their index.
 *
 * @param directories of the records
 * @param records as read
 * @param reasons why they are not all of a whole load; empty: they are
 */
public record ShardRecords(List<RunDirectory> directories, List<RunRecord> records, List<String> reasons) {

    public ShardRecords {
        directories = List.copyOf(directories);
        records = List.copyOf(records);
        reasons = List.copyOf(reasons);
    }

    /**
     * Reads records in any order.
     *
     * @throws PerfException where there is none, one is not a shard's, there are two of one shard, or they differ in what
     *     was run
     */
    public static ShardRecords read(List<RunDirectory> directories) {
        SortedMap<Integer, RunDirectory> byIndex = new TreeMap<>();
        SortedMap<Integer, RunRecord> records = new TreeMap<>();
        for (RunDirectory directory : directories) {
            RunRecord record = directory.read();
            Sharding sharding =
                    record.options() == null ? null : record.options().sharding();
            if (sharding == null || sharding.index() == null) {
                throw PerfException.user(
                        directory.path() + " is not the record of a shard: it was not run with perf.shard");
            }
            RunDirectory other = byIndex.put(sharding.index(), directory);
            if (other != null) {
                throw PerfException.user("there are two records of shard " + sharding.index() + ", " + other.path()
                        + " and " + directory.path() + ": remove the one that is not of this run");
            }
            records.put(sharding.index(), record);
        }
        if (records.isEmpty()) {
            throw PerfException.user("there is no record of a shard to merge");
        }
        List<RunRecord> list = List.copyOf(records.values());
        same(list, "number of shards", record -> record.options().sharding().count());
        same(list, "perf.startAt", record -> record.options().sharding().startAt());
        same(list, "perf.timeScale", record -> record.options().timeScale());
        same(list, "perf.seed", record -> record.options().seed());
        same(list, "version of lambda-perf", RunRecord::tool);
        same(list, "commit", RunRecord::commit);
        same(list, "environment", RunRecord::environment);
        same(list, "function", record -> record.function().arn());
        same(list, "code of the function", record -> record.function().codeSha256());
        return new ShardRecords(List.copyOf(byIndex.values()), list, reasons(records));
    }

    private static void same(List<RunRecord> records, String what, Function<RunRecord, Object> value) {
        Object first = value.apply(records.get(0));
        for (RunRecord record : records) {
            Object other = value.apply(record);
            if (!Objects.equals(first, other)) {
                throw PerfException.user("shards "
                        + records.get(0).options().sharding().index() + " and "
                        + record.options().sharding().index() + " are not of one run, they differ in the " + what + ": "
                        + first + " and " + other);
            }
        }
    }

    private static List<String> reasons(SortedMap<Integer, RunRecord> records) {
        List<String> reasons = new ArrayList<>();
        int count = records.get(records.firstKey()).options().sharding().count();
        List<String> missing = IntStream.rangeClosed(1, count)
                .filter(index -> !records.containsKey(index))
                .mapToObj(String::valueOf)
                .toList();
        if (!missing.isEmpty()) {
            reasons.add((missing.size() == 1 ? "shard " : "shards ") + String.join(", ", missing) + " of " + count
                    + (missing.size() == 1 ? " is missing" : " are missing"));
        }
        records.forEach((index, record) -> record.statusReasons().stream()
                .filter(reason -> !reason.equals(reason(new Shard(index, count))))
                .filter(reason -> !reason.equals(record.generator().problem()))
                .forEach(reason -> reasons.add("shard " + index + ": " + reason)));
        return reasons;
    }

    /** Why a shard's own record is not judged; the one reason that merging removes. */
    public static String reason(Shard shard) {
        return "it is shard " + shard + ": perf:merge makes one run of all shards";
    }

    /** Index of the shard at this place, from 1. */
    public int index(int place) {
        return records.get(place).options().sharding().index();
    }

    /** A scenario as the shard at this place ran it; null where it did not. */
    public ScenarioRecord scenario(int place, String name) {
        return records.get(place).scenarios().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** For the reader: the shards' places and machines. */
    public List<String> lines() {
        return IntStream.range(0, records.size())
                .boxed()
                .sorted(Comparator.comparing(this::index))
                .map(place -> "shard " + index(place) + ": "
                        + records.get(place).scenarios().stream()
                                .map(scenario -> scenario.name() + " " + requests(scenario))
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    private static String requests(ScenarioRecord scenario) {
        return scenario.metrics().containsKey("invocations")
                ? scenario.metrics().get("invocations").count() + " invocations"
                : "";
    }
}
