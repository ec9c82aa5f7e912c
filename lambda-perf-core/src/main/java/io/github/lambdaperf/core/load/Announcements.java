package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.Scenario;
import io.github.lambdaperf.core.shard.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** What a load says before it sends: how it goes to AWS, and what each scenario is. */
final class Announcements {
    private final LoadPlan plan;
    private final AwsSession session;
    private final Consumer<String> messages;

    Announcements(LoadPlan plan, AwsSession session, Consumer<String> messages) {
        this.plan = plan;
        this.session = session;
        this.messages = messages;
    }

    /** Once the other side has answered anything. */
    void ofTheWay() {
        clock();
        client();
    }

    private void clock() {
        Duration offset = session.clockOffset();
        if (!offset.isZero()) {
            messages.accept("this machine's clock is " + offset.abs().toMinutes() + " min "
                    + (offset.isNegative() ? "ahead of" : "behind") + " that of "
                    + session.lambdaEndpoint().getHost()
                    + ": requests are signed with theirs, but perf:analyze looks for the logs at this one's time; set it"
                    + " by NTP (timedatectl set-ntp true)");
        }
    }

    private void client() {
        boolean invokes = plan.scenarios().stream().anyMatch(scenario -> scenario.send() instanceof InvokeSpec);
        boolean sends = plan.scenarios().stream().anyMatch(scenario -> !(scenario.send() instanceof InvokeSpec));
        if (invokes) {
            session.sdkSends()
                    .ifPresent(reason ->
                            messages.accept("invocations are sent by the AWS SDK's client, at several times the"
                                    + " CPU of the lean one: " + reason));
        }
        if (sends) {
            session.proxy()
                    .ifPresent(
                            proxy -> messages.accept("http, sqs, sns and eventbridge scenarios send straight to their"
                                    + " endpoints, not through the proxy " + proxy + ": a direct way must be open"));
        }
    }

    /** @param begin common to all shards; null: as soon as it is ready */
    void of(Scenario scenario, Shard shard, Instant begin) {
        StringBuilder text =
                new StringBuilder("scenario ").append(scenario.name()).append(": ");
        for (int i = 0; i < scenario.workloads().size(); i++) {
            var executor = scenario.workloads().get(i).executor();
            text.append(i > 0 ? "; " : "").append(Executors.describe(executor));
            Executors.plannedIterations(executor)
                    .ifPresent(count -> text.append(" (").append(count).append(" iterations)"));
        }
        if (!shard.whole()) {
            text.append(", of which this is shard ").append(shard);
        }
        if (plan.opponent() != null) {
            text.append(", every other one to ").append(plan.opponent().version());
        }
        messages.accept(text.toString());
        if (begin != null) {
            messages.accept("common start at " + begin);
        }
    }
}
