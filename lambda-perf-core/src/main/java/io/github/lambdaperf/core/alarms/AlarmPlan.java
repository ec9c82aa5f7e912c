package io.github.lambdaperf.core.alarms;

import io.github.lambdaperf.core.PerfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What must be done so that CloudWatch has the wanted alarms and no other of the same owner.
 *
 * @param owner value of the tag
 * @param changes by name; empty: nothing to do
 * @param unchanged alarms that are as they should be
 */
public record AlarmPlan(String owner, List<Change> changes, int unchanged) {

    /**
     * One alarm that is made, changed or removed.
     *
     * @param wanted null: it is removed
     * @param before null: it is made
     */
    public record Change(String name, Alarm wanted, Alarm before) {

        /** The change in lines, {@code +}, {@code ~} or {@code -} before the name. */
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            if (wanted == null) {
                lines.add("- " + name);
                return lines;
            }
            Map<String, String> now = AlarmFields.of(wanted);
            if (before == null) {
                lines.add("+ " + name);
                now.forEach((field, value) -> lines.add("    " + field + ": " + value));
                return lines;
            }
            lines.add("~ " + name);
            Map<String, String> then = AlarmFields.of(before);
            Map<String, String> fields = new LinkedHashMap<>(now);
            then.forEach(fields::putIfAbsent);
            fields.keySet().forEach(field -> {
                String from = then.getOrDefault(field, "none");
                String to = now.getOrDefault(field, "none");
                if (!from.equals(to)) {
                    lines.add("    " + field + ": " + from + " -> " + to);
                }
            });
            return lines;
        }
    }

    /**
     * Compares.
     *
     * @param existing alarms in CloudWatch, by name: those of the owner and those that have a wanted name
     * @param owned names of those that carry the owner's tag
     * @throws PerfException where an alarm of a wanted name belongs to somebody else
     */
    static AlarmPlan of(AlarmSet wanted, Map<String, Alarm> existing, java.util.Set<String> owned) {
        List<String> foreign = wanted.inOrder().stream()
                .map(Alarm::name)
                .filter(name -> existing.containsKey(name) && !owned.contains(name))
                .toList();
        if (!foreign.isEmpty()) {
            throw PerfException.user("CloudWatch has " + String.join(", ", foreign) + " already, without the tag "
                    + CloudWatchAlarms.TAG + "=" + wanted.owner() + ": nothing was changed. Give another 'prefix' in"
                    + " alarms.yaml, or hand them over: aws cloudwatch tag-resource --resource-arn ARN --tags Key="
                    + CloudWatchAlarms.TAG + ",Value=" + wanted.owner());
        }
        List<Change> changes = new ArrayList<>();
        int unchanged = 0;
        for (Alarm alarm : wanted.inOrder()) {
            Alarm before = existing.get(alarm.name());
            if (before != null && AlarmFields.of(before).equals(AlarmFields.of(alarm))) {
                unchanged++;
            } else {
                changes.add(new Change(alarm.name(), alarm, before));
            }
        }
        TreeSet<String> gone = new TreeSet<>(owned);
        wanted.byKey().values().forEach(alarm -> gone.remove(alarm.name()));
        gone.forEach(name -> changes.add(new Change(name, null, existing.get(name))));
        return new AlarmPlan(wanted.owner(), List.copyOf(changes), unchanged);
    }

    /** Nothing to do. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** For the reader, a sum at the end. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        changes.forEach(change -> lines.addAll(change.lines()));
        long made = changes.stream().filter(change -> change.before() == null).count();
        long removed =
                changes.stream().filter(change -> change.wanted() == null).count();
        lines.add("alarms of " + owner + ": " + made + " to make, " + (changes.size() - made - removed) + " to change, "
                + removed + " to remove, " + unchanged + " as they should be");
        return lines;
    }
}
