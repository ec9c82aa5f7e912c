import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * Unsigned Invoke requests; properties {@code peer.url}, {@code peer.seconds}, and either {@code peer.rate}, for arrivals
 * on a schedule, or {@code peer.connections}, for users back to back.
 */
public class LambdaSimulation extends Simulation {
    public LambdaSimulation() {
        HttpProtocolBuilder protocol = http.baseUrl(System.getProperty("peer.url"))
                .disableWarmUp()
                .disableCaching()
                .header("Content-Type", "application/json")
                .header("X-Amz-Log-Type", "Tail");
        ChainBuilder invoke = exec(http("invoke")
                .post("/2015-03-31/functions/f/invocations")
                .body(StringBody("{\"order\":\"o-1\",\"amount\":12.5,\"currency\":\"EUR\"}"))
                .check(status().is(200)));
        int seconds = Integer.getInteger("peer.seconds");
        Integer rate = Integer.getInteger("peer.rate");
        if (rate != null) {
            setUp(scenario("load").exec(invoke).injectOpen(constantUsersPerSec(rate).during(seconds)))
                    .protocols(protocol.shareConnections());
        } else {
            setUp(scenario("load")
                            .exec(during(seconds).on(invoke))
                            .injectOpen(atOnceUsers(Integer.getInteger("peer.connections"))))
                    .protocols(protocol);
        }
    }
}
