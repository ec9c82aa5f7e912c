package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.alarms.AlarmDrill;
import io.github.lambdaperf.core.alarms.AlarmExport;
import io.github.lambdaperf.core.alarms.AlarmPlan;
import io.github.lambdaperf.core.alarms.AlarmSet;
import io.github.lambdaperf.core.alarms.AlarmSettings;
import io.github.lambdaperf.core.alarms.AlarmedFunction;
import io.github.lambdaperf.core.alarms.AlarmedFunctions;
import io.github.lambdaperf.core.alarms.CloudWatchAlarms;
import io.github.lambdaperf.core.alarms.MetricAlarm;
import io.github.lambdaperf.core.baseline.BaselineStore;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.scenario.AlarmsFile;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.secret.SensitiveFields;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/** One look at the alarms of a module's function, or one change of them. */
final class Alarming {
    private static final List<String> ACTIONS = List.of("plan", "apply", "verify", "delete", "export", "drill");
    private static final List<String> KEPT = List.of("apply", "verify", "delete");

    /** A minute of the local CloudWatch in three seconds. */
    private static final double LOCAL_SPEED = 20;

    private final AbstractPerfMojo mojo;
    private final TargetSettings target;
    private final Log log;

    Alarming(AbstractPerfMojo mojo, TargetSettings target, Log log) {
        this.mojo = mojo;
        this.target = target;
        this.log = log;
    }

    void run(String action, boolean drillDeployed) throws InterruptedException {
        if (!ACTIONS.contains(action)) {
            throw PerfException.user("perf.alarms is '" + action + "': it can be " + String.join(", ", ACTIONS));
        }
        boolean ownTarget = target.isLocal() && target.endpoint() == null;
        if (ownTarget && KEPT.contains(action)) {
            throw PerfException.user(
                    "perf.alarms=" + action + " needs alarms that last, but the local target of this"
                            + " goal ends with it: -Dperf.target=aws, or -Dperf.endpoint=... of a mvn perf:local that runs beside");
        }
        if (action.equals("drill") && !ownTarget && !drillDeployed) {
            throw PerfException.user("the drill sends what the function fails at, until the real alarms fire and tell"
                    + " whoever they tell: say -Dperf.alarms.drillDeployed if that is meant");
        }
        AlarmSettings settings = AlarmsFile.read(mojo.perfDirectory());
        double speed = ownTarget && action.equals("drill") ? LOCAL_SPEED : 1;
        // alarms.yaml has no such list of its own: a field is as sensitive in a drill as it is in a load
        List<Scenario> scenarios =
                action.equals("drill") ? ScenarioFiles.reader().readAny(mojo.perfDirectory()) : List.of();
        try (TargetConnection connection = ownTarget
                ? TargetConnection.forDrill(
                        target,
                        mojo.outputDirectory().resolve("alarms"),
                        speed,
                        LocalSecrets.mask(scenarios),
                        log::info)
                : TargetConnection.forLoad(target, List.of(), null, null, log::info)) {
            AlarmedFunction function = AlarmedFunctions.read(
                    connection.session(),
                    connection.function(),
                    new BaselineStore(mojo.baselineDirectory()),
                    !ownTarget,
                    log::warn);
            AlarmSet alarms = AlarmSet.of(function, settings);
            CloudWatchAlarms cloudWatch =
                    new CloudWatchAlarms(connection.session().cloudWatch(), log::info);
            switch (action) {
                case "apply" -> apply(cloudWatch, alarms);
                case "verify" -> verify(cloudWatch, alarms);
                case "delete" ->
                    log.info(cloudWatch.deleteAll(alarms) + " alarms of " + alarms.owner() + " were removed");
                case "export" ->
                    AlarmExport.write(alarms, mojo.outputDirectory().resolve("alarms"))
                            .forEach(file -> log.info("wrote " + file));
                case "drill" -> drill(connection, cloudWatch, alarms, settings, speed, LocalSecrets.fields(scenarios));
                default -> cloudWatch.plan(alarms).lines().forEach(log::info);
            }
        }
    }

    private void apply(CloudWatchAlarms cloudWatch, AlarmSet alarms) {
        AlarmPlan plan = cloudWatch.plan(alarms);
        plan.lines().forEach(log::info);
        cloudWatch.apply(plan);
    }

    private void verify(CloudWatchAlarms cloudWatch, AlarmSet alarms) {
        AlarmPlan plan = cloudWatch.plan(alarms);
        if (!plan.isEmpty()) {
            throw PerfException.user("the alarms of " + alarms.owner() + " are not as they should be; mvn perf:alarms"
                    + " -Dperf.alarms=apply mends them\n  " + String.join("\n  ", plan.lines()));
        }
        log.info(plan.unchanged() + " alarms of " + alarms.owner() + " are as they should be");
    }

    private void drill(
            TargetConnection connection,
            CloudWatchAlarms cloudWatch,
            AlarmSet alarms,
            AlarmSettings settings,
            double speed,
            SensitiveFields sensitive)
            throws InterruptedException {
        if (settings.drills().isEmpty()) {
            throw PerfException.user(
                    "what provokes an alarm? Say it in alarms.yaml, by alarm: drill: { errors: { payload:"
                            + " { fail: true } } }");
        }
        for (String key : settings.drills().keySet()) {
            if (!(alarms.byKey().get(key) instanceof MetricAlarm)) {
                throw PerfException.user("alarms.yaml: there is no alarm '" + key + "' to drill; there are "
                        + String.join(", ", alarms.byKey().keySet()));
            }
        }
        if (speed > 1) {
            log.info(String.format(
                    java.util.Locale.ROOT, "CloudWatch's clock of the local target runs %.0f times as fast", speed));
            cloudWatch.apply(cloudWatch.plan(alarms));
        } else {
            verify(cloudWatch, alarms);
        }
        AlarmDrill drill = new AlarmDrill(
                cloudWatch, connection.session().lambda(), connection.function(), speed, sensitive, log::info);
        for (Map.Entry<String, AlarmSettings.Drill> each : settings.drills().entrySet()) {
            drill.run(each.getKey(), (MetricAlarm) alarms.byKey().get(each.getKey()), each.getValue());
        }
    }
}
