package io.github.lambdaperf.core.alarms;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.secret.SensitiveFields;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Provokes an alarm and sees it recover: sends what the function fails or dawdles at until CloudWatch says ALARM, stops, and
 * waits for OK.
 */
public final class AlarmDrill {
    private static final Duration PROGRESS = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 500;

    private final CloudWatchAlarms alarms;
    private final LambdaClient lambda;
    private final String function;
    private final double speed;
    private final SensitiveFields sensitive;
    private final Consumer<String> messages;

    /**
     * For one function.
     *
     * @param function name or ARN, with its qualifier
     * @param speed how much faster than the wall CloudWatch's clock runs; 1 on AWS
     * @param sensitive fields of its payloads that no line shows
     * @param messages lines for the reader, as they come
     */
    public AlarmDrill(
            CloudWatchAlarms alarms,
            LambdaClient lambda,
            String function,
            double speed,
            SensitiveFields sensitive,
            Consumer<String> messages) {
        this.alarms = alarms;
        this.lambda = lambda;
        this.function = function;
        this.speed = speed;
        this.sensitive = sensitive;
        this.messages = messages;
    }

    /**
     * Drills one alarm.
     *
     * @param key of the alarms file, for messages
     * @throws PerfException where the alarm does not fire, or does not recover, in time
     */
    public void run(String key, MetricAlarm alarm, AlarmSettings.Drill drill) throws InterruptedException {
        Condition condition = alarm.condition();
        double seconds = condition.periodSeconds() * condition.periods() / speed;
        // what is being counted is seen with the period after it, and CloudWatch takes up to two minutes more
        Duration patience = Duration.ofMillis((long) (1000 * (2 * seconds + 240 / speed)) + 10_000);
        messages.accept(String.format(
                Locale.ROOT,
                "drill of %s: %.0f invocations/s of %s until the alarm fires, for at most %d s",
                key,
                drill.rate(),
                sensitive.masked(drill.payload()),
                patience.toSeconds()));
        long begun = System.nanoTime();
        long sent = await(alarm.name(), "ALARM", patience, drill);
        if (sent < 0) {
            throw PerfException.user("the drill of " + key + " did not fire the alarm within " + patience.toSeconds()
                    + " s; it is " + alarms.state(alarm.name())
                    + ". Does the payload of 'drill' provoke it, at this rate?");
        }
        messages.accept(String.format(
                Locale.ROOT, "drill of %s: ALARM after %.0f s and %d invocations", key, since(begun), sent));
        begun = System.nanoTime();
        if (await(alarm.name(), "OK", patience, null) < 0) {
            throw PerfException.user("the alarm of the drill of " + key + " fired, but did not recover within "
                    + patience.toSeconds() + " s; it is " + alarms.state(alarm.name()));
        }
        messages.accept(String.format(Locale.ROOT, "drill of %s: OK again after %.0f s", key, since(begun)));
    }

    /** @param drill null: nothing is sent @return invocations that were sent; -1: not in time */
    private long await(String name, String wanted, Duration patience, AlarmSettings.Drill drill)
            throws InterruptedException {
        long start = System.nanoTime();
        long end = start + patience.toNanos();
        long nextLook = start;
        long nextProgress = start + PROGRESS.toNanos();
        long sent = 0;
        while (System.nanoTime() < end) {
            long now = System.nanoTime();
            if (now >= nextLook) {
                String state = alarms.state(name);
                if (wanted.equals(state)) {
                    return sent;
                }
                if (now >= nextProgress) {
                    messages.accept(String.format(Locale.ROOT, "%s is %s after %.0f s", name, state, since(start)));
                    nextProgress = now + PROGRESS.toNanos();
                }
                nextLook = now + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
            }
            if (drill == null) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } else {
                send(drill);
                sent++;
                long due = start + (long) (sent / drill.rate() * 1e9);
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
            }
        }
        return -1;
    }

    private void send(AlarmSettings.Drill drill) {
        try {
            lambda.invoke(request -> request.functionName(function)
                    .payload(SdkBytes.fromUtf8String(drill.payload().toString())));
        } catch (SdkException e) {
            // throttles and failures are what a drill is for
            messages.accept("the drill's invocation: " + e.getMessage());
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
