package io.github.lambdaperf.maven;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.record.RunDirectory;
import io.github.lambdaperf.core.record.RunRecord;
import io.github.lambdaperf.core.verdict.CompareMode;
import io.github.lambdaperf.core.verdict.FurtherRun;
import io.github.lambdaperf.core.verdict.JudgeSettings;
import io.github.lambdaperf.core.verdict.RunFamily;
import io.github.lambdaperf.core.verdict.RunJudge;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** Judges a run, and runs again where the verdict needs it: a build does not fail on one suspicious run. */
final class Confirming {
    private final TargetSettings target;
    private final EarlierVersions versions;
    private final Loading loading;
    private final Log log;
    private final String baselineArtifact;
    private final String baselineQualifier;

    /**
     * @param baselineArtifact the earlier version on the local target, or null
     * @param baselineQualifier the earlier version on aws, or null
     */
    Confirming(
            TargetSettings target,
            EarlierVersions versions,
            Loading loading,
            Log log,
            String baselineArtifact,
            String baselineQualifier) {
        this.target = target;
        this.versions = versions;
        this.loading = loading;
        this.log = log;
        this.baselineArtifact = baselineArtifact;
        this.baselineQualifier = baselineQualifier;
    }

    /**
     * A judgement that stands.
     *
     * @param family with the runs that were made
     * @param outcome of all of them
     */
    record Result(RunFamily family, RunJudge.Outcome outcome) {}

    Result judge(RunFamily start, JudgeSettings wanted) throws InterruptedException {
        RunFamily family = start;
        JudgeSettings settings = wanted;
        RunJudge.Outcome outcome = RunJudge.judge(family, settings);
        for (int more = 0; more < wanted.maxRuns() && due(outcome); more++) {
            Optional<String> impossible = impossible(family.first()).or(loading::limitReached);
            if (impossible.isPresent()) {
                log.warn("a further run is due, but " + impossible.get());
                break;
            }
            FurtherRun first = outcome.further().get(0);
            Optional<EarlierVersion> earlier = first.interleaved() ? earlier(family.first(), first) : Optional.empty();
            if (first.interleaved() && earlier.isEmpty()) {
                settings = withoutInterleaving(settings);
                outcome = RunJudge.judge(family, settings);
                more--;
                continue;
            }
            List<String> names = outcome.further().stream()
                    .filter(one -> sameVersion(one, first))
                    .map(FurtherRun::scenario)
                    .toList();
            log.info("not decided yet, so " + (first.interleaved() ? "an interleaved run" : "a further run") + " of "
                    + String.join(", ", names) + " (run "
                    + (first.interleaved() ? 1 + more : 2 + more) + " of at most " + wanted.maxRuns() + ")");
            Optional<RunDirectory> run = run(family.first(), names, earlier.orElse(null));
            if (run.isEmpty()) {
                break;
            }
            family = family.with(run.get().read());
            outcome = RunJudge.judge(family, settings);
        }
        return new Result(family, outcome);
    }

    /** A build that fails anyway needs no further load. */
    private static boolean due(RunJudge.Outcome outcome) {
        return !outcome.further().isEmpty() && !outcome.judgement().failed();
    }

    private boolean sameVersion(FurtherRun one, FurtherRun other) {
        return target.isLocal()
                || baselineQualifier != null
                || one.baseline() == other.baseline()
                || (one.baseline() != null
                        && other.baseline() != null
                        && String.valueOf(one.baseline().accepted().functionVersion())
                                .equals(other.baseline().accepted().functionVersion()));
    }

    private Optional<EarlierVersion> earlier(RunRecord run, FurtherRun further) {
        return target.isLocal()
                ? versions.local(baselineArtifact, target.local())
                : EarlierVersions.deployed(baselineQualifier, run.function(), further.baseline());
    }

    private JudgeSettings withoutInterleaving(JudgeSettings settings) {
        String how = target.isLocal()
                ? "name it by perf.baselineArtifact (group:artifact:version or a path)"
                : "name it by perf.baselineQualifier (a version or an alias), or store a baseline of a published version";
        if (settings.compare() == CompareMode.INTERLEAVED) {
            throw PerfException.user("perf.compare is interleaved, but no earlier version is known: " + how);
        }
        log.info("no earlier version is known to run beside this one, so the stored baseline decides; to change that, "
                + how);
        return settings.with(CompareMode.STORED);
    }

    private Optional<String> impossible(RunRecord run) {
        if (run.options() == null) {
            return Optional.of("the record does not say how it was made: run perf:load again");
        }
        if (run.options().sharding() != null) {
            return Optional.of("the record is merged of shards: run them all again, and merge");
        }
        if (!run.environment().target().equals(target.target())) {
            return Optional.of("the record is of the target "
                    + run.environment().target() + ", this build has " + target.target());
        }
        String host = run.environment().host();
        if (target.isLocal() && !host.equals(ThisMachine.host(false)) && !host.equals(ThisMachine.host(true))) {
            return Optional.of(
                    "the record is of another machine (" + run.environment().host() + ")");
        }
        return Optional.empty();
    }

    /** Empty where the limits refuse it: what there is decides. */
    private Optional<RunDirectory> run(RunRecord first, List<String> scenarios, EarlierVersion earlier)
            throws InterruptedException {
        return loading.runFurther(
                new Loading.Options(
                        scenarios, first.options().timeScale(), first.options().seed(), 10),
                new Loading.Confirmation(first.runId(), earlier));
    }
}
