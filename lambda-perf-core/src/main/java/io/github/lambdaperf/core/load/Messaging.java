package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.delivery.DeliveryTracker;
import io.github.lambdaperf.core.delivery.Route;
import io.github.lambdaperf.core.delivery.SentMessages;
import io.github.lambdaperf.core.invoke.FunctionInvoker;
import io.github.lambdaperf.core.invoke.MessageInvoker;
import io.github.lambdaperf.core.invoke.MessageTarget;
import io.github.lambdaperf.core.record.FunctionRecord;
import io.github.lambdaperf.core.scenario.MessageSpec;
import io.github.lambdaperf.core.scenario.Scenario;

/** What a scenario that sends messages needs beside one that invokes: their way, their making, their following. */
final class Messaging {
    private final Scenario scenario;
    private final LoadPlan plan;
    private final AwsSession session;
    private final Route route;
    private final FunctionRecord function;
    private final SentMessages messages = new SentMessages();
    private final String stream;
    private final MessageMaker maker;

    private Messaging(Scenario scenario, LoadPlan plan, AwsSession session, FunctionRecord function, Inputs inputs) {
        this.scenario = scenario;
        this.plan = plan;
        this.session = session;
        this.function = function;
        this.route = Route.of(session, (MessageSpec) scenario.send(), function);
        this.stream = plan.runId() + "." + plan.scenarios().indexOf(scenario);
        this.maker = new MessageMaker(scenario, inputs, plan.seed(), messages, stream);
    }

    /** Null for scenarios that invoke. */
    static Messaging of(Scenario scenario, LoadPlan plan, AwsSession session, FunctionRecord function, Inputs inputs) {
        return scenario.send() instanceof MessageSpec ? new Messaging(scenario, plan, session, function, inputs) : null;
    }

    MessageMaker maker() {
        return maker;
    }

    DeliveryTracker tracker(DeliveryTracker.Listener listener) {
        return new DeliveryTracker(
                scenario, messages, route, session, function, stream, "local".equals(plan.target()), listener);
    }

    FunctionInvoker invoker() {
        return new MessageInvoker(MessageTarget.of(
                session,
                route.endpoint(),
                (MessageSpec) scenario.send(),
                route.destination(),
                plan.seed(),
                OpenDriver.DEFAULT_MAX_VUS,
                messages));
    }
}
