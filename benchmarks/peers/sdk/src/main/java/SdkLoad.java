import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.LogType;

/**
 * Signed Invoke requests of AWS's own client, back to back.
 *
 * <p>Arguments: {@code netty}, {@code crt} or {@code url}; URL; connections; seconds; 0 seconds: one request, to see what a
 * start costs. Prints CPU and allocation for each request of the last 8 seconds.
 */
public class SdkLoad {
    private static final AtomicLong DONE = new AtomicLong();
    private static final InvokeRequest REQUEST = InvokeRequest.builder()
            .functionName("f")
            .logType(LogType.TAIL)
            .payload(SdkBytes.fromUtf8String("{\"order\":\"o-1\",\"amount\":12.5,\"currency\":\"EUR\"}"))
            .build();

    public static void main(String[] args) throws Exception {
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
        URI url = URI.create(args[1]);
        int connections = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[3]);
        if (args[0].equals("url")) {
            LambdaClient client = LambdaClient.builder()
                    .endpointOverride(url)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(credentials)
                    .httpClient(UrlConnectionHttpClient.create())
                    .build();
            client.invoke(REQUEST);
            started();
            return;
        }
        SdkAsyncHttpClient http = args[0].equals("crt")
                ? AwsCrtAsyncHttpClient.builder().maxConcurrency(connections).build()
                : NettyNioAsyncHttpClient.builder().maxConcurrency(connections).build();
        LambdaAsyncClient client = LambdaAsyncClient.builder()
                .endpointOverride(url)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(http)
                .build();
        if (seconds == 0) {
            client.invoke(REQUEST).join();
            started();
        }
        for (int i = 0; i < connections; i++) {
            next(client);
        }
        Thread.sleep((seconds - 8) * 1000L);
        long done = DONE.get();
        long cpu = cpu();
        long allocated = allocated();
        Thread.sleep(8000);
        double requests = DONE.get() - done;
        System.out.printf(
                "%.1f us, %.0f B allocated, %.0f/s%n",
                (cpu() - cpu) / 1000.0 / requests, (allocated() - allocated) / requests, requests / 8);
        System.exit(0);
    }

    private static void next(LambdaAsyncClient client) {
        client.invoke(REQUEST).whenComplete((response, error) -> {
            if (error != null) {
                error.printStackTrace();
                System.exit(1);
            }
            DONE.incrementAndGet();
            next(client);
        });
    }

    private static void started() {
        System.out.printf("%.0f ms of CPU%n", cpu() / 1e6);
        System.exit(0);
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
