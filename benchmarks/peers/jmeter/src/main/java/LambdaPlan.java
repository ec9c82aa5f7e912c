import static us.abstracta.jmeter.javadsl.JmeterDsl.httpHeaders;
import static us.abstracta.jmeter.javadsl.JmeterDsl.httpSampler;
import static us.abstracta.jmeter.javadsl.JmeterDsl.rpsThreadGroup;
import static us.abstracta.jmeter.javadsl.JmeterDsl.testPlan;
import static us.abstracta.jmeter.javadsl.JmeterDsl.threadGroup;

import java.time.Duration;
import org.apache.http.entity.ContentType;
import us.abstracta.jmeter.javadsl.core.TestPlanStats;
import us.abstracta.jmeter.javadsl.core.threadgroups.BaseThreadGroup;
import us.abstracta.jmeter.javadsl.http.DslHttpSampler;

/**
 * Unsigned Invoke requests; properties {@code peer.url}, {@code peer.seconds}, {@code peer.connections}, and {@code
 * peer.rate} for arrivals on a schedule, else users back to back.
 */
public class LambdaPlan {
    public static void main(String[] args) throws Exception {
        String rate = System.getProperty("peer.rate");
        int connections = Integer.getInteger("peer.connections", 64);
        Duration duration = Duration.ofSeconds(Integer.getInteger("peer.seconds"));
        DslHttpSampler invoke = httpSampler(System.getProperty("peer.url") + "/2015-03-31/functions/f/invocations")
                .post("{\"order\":\"o-1\",\"amount\":12.5,\"currency\":\"EUR\"}", ContentType.APPLICATION_JSON)
                .children(httpHeaders().header("X-Amz-Log-Type", "Tail"));
        BaseThreadGroup<?> load = rate == null
                ? threadGroup(connections, duration, invoke)
                : rpsThreadGroup()
                        .maxThreads(connections)
                        .rampTo(Double.parseDouble(rate), Duration.ZERO)
                        .holdFor(duration)
                        .children(invoke);
        TestPlanStats stats = testPlan(load).run();
        System.out.println("reported p50=" + stats.overall().sampleTime().median().toMillis() + " p95="
                + stats.overall().sampleTime().perc95().toMillis() + " p99="
                + stats.overall().sampleTime().perc99().toMillis() + " max="
                + stats.overall().sampleTime().max().toMillis() + " requests=" + stats.overall().samplesCount()
                + " errors=" + stats.overall().errorsCount());
        System.exit(0);
    }
}
