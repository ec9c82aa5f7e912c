package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No secret is in anything that a goal leaves behind: console with debug output, records, reports, baseline, logs. */
@Timeout(240)
class SecretsTest {
    private static final String KEY_ID = "AKIAQLEAKYKEYID4TEST";
    private static final String SECRET_KEY = "leakySecretKey/0123456789+abcdefghijklmn";
    private static final String TOKEN = "leakySessionToken//0123456789+abcdefghijklmnopqrstuvwxyz==";
    private static final String API_KEY = "leakyApiKey0123456789";
    private static final String CARD = "4929000011112222";
    private static final String PASSWORD = "leaky \"pass\\word\"";
    private static final String SIGNATURE = "5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e";
    private static final String PRESIGNED = "https://bucket.s3.amazonaws.com/key?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=" + KEY_ID + "%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature="
            + SIGNATURE;
    /** Made anew for each iteration: begins so. */
    private static final String PIN = "leakyPin-";

    private static final String VARIABLE = "leakyVariable0123456789";

    private static final List<String> SECRETS = List.of(
            KEY_ID, SECRET_KEY, TOKEN, API_KEY, CARD, PASSWORD, "leaky \\\"pass", "leaky%20", SIGNATURE, PIN, VARIABLE);

    /** Of no scenario: what is sensitive there is so here, too. */
    private static final String EVENT =
            """
            {"card": {"number": %s}, "customer": [{"password": "%s"}], "pin": "%s1", "fail": true}""".formatted(CARD, PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""), PIN);

    @TempDir
    private Path directory;

    @Test
    void noSecretIsInAnythingThatIsLeftBehind() throws Exception {
        Path project = Files.createDirectories(directory.resolve("project"));
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        Path home = Files.createDirectories(directory.resolve("home"));
        Path credentials = directory.resolve("credentials");
        Files.writeString(
                credentials,
                "[leaky]\naws_access_key_id = %s\naws_secret_access_key = %s\naws_session_token = %s\n"
                        .formatted(KEY_ID, SECRET_KEY, TOKEN));
        scenarios(project);

        String console = run(project, temporary, home, credentials);

        assertThat(console)
                .as("debug output")
                .contains("DEBUG")
                .as("the errors")
                .contains("cannot take")
                .as("what the SDK receives")
                .containsPattern("[1-9]\\d* dead letters")
                .contains("***");
        assertThat(runs(project))
                .anySatisfy(run -> assertThat(run)
                        .contains("java.lang.IllegalArgumentException", "HTTP 400", "cannot take", "***"));
        assertThat(written(project.resolve("target")))
                .as("every kind of file is searched")
                .contains(
                        "run.json",
                        "throws.hlog",
                        "timeline.csv",
                        "throws.samples.json",
                        "shard-1-of-2.zip",
                        "alarms.cfn.json",
                        "alarms.tf.json",
                        "tune.json",
                        "tune.html",
                        "report.html",
                        "summary.md",
                        "steps.md",
                        "results.csv",
                        "jmh-result.json",
                        "gl-code-quality.json",
                        "TEST-perf-throws.xml",
                        "doctor.json",
                        "policy.json");
        assertThat(leaks(project.resolve("target"), project.resolve("src/perf/baseline"), temporary, home))
                .isEmpty();
        assertThat(SECRETS).allSatisfy(secret -> assertThat(console).doesNotContain(secret));
    }

    private static void scenarios(Path project) throws IOException {
        Path perf = Files.createDirectories(project.resolve("src/perf"));
        String payload = """
                sensitive: [card.number, password, pin]
                payload:
                  card: { number: %s }
                  customer: [ { password: '%s' } ]
                  pin: "%s${uuid()}"
                  picture: "%s"
                  fail: "${iteration %% 2 == 0}"
                """.formatted(CARD, PASSWORD, PIN, PRESIGNED);
        Files.writeString(perf.resolve("throws.yaml"), """
                vus: 2
                iterations: 100
                thresholds: { invocation_success: ['rate>0.99'] }
                checks: { 'is well': "payload.well == true" }
                """ + payload);
        Files.writeString(perf.resolve("api.yaml"), """
                http:
                  api: url
                  auth: iam
                  headers: { X-Api-Key: { env: LEAKY_API_KEY }, X-Own: { env: LEAKY_API_KEY } }
                vus: 1
                iterations: 6
                """ + payload);
        Files.writeString(perf.resolve("messages.yaml"), """
                sqs: { queue: leaky, drain: 20s, local: { visibilityTimeout: 2s, maxReceiveCount: 1 } }
                vus: 1
                iterations: 4
                publish: { namespace: Leaky }
                """ + payload);
        Files.writeString(perf.resolve("alarms.yaml"), """
                composite: any
                alarms:
                  errors: { threshold: 1, periods: 1, datapoints: 1 }
                drill:
                  errors: { payload: %s, rate: 10 }
                """.formatted(EVENT));
        Files.writeString(project.resolve("template.yaml"), """
                Resources:
                  Leaking:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: %s
                      Runtime: java17
                      Timeout: 2
                      Environment:
                        Variables: { LEAKY_VARIABLE: %s }
                """.formatted(LeakingHandler.class.getName(), VARIABLE));
        Path queries = Files.createDirectories(perf.resolve("queries"));
        Files.writeString(queries.resolve("everything.cwli"), "fields @message\n| limit 1000\n");
    }

    private static String run(Path project, Path temporary, Path home, Path credentials) throws Exception {
        Path console = project.resolve("target/console.txt");
        Files.createDirectories(console.getParent());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-Duser.home=" + home,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeakyRun.class.getName(),
                        project.toString())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", credentials.toString());
        environment.put("LEAKY_API_KEY", API_KEY);
        environment.put("PRESIGNED_URL", PRESIGNED);
        environment.put("LEAKY_VARIABLE", VARIABLE);
        environment.put("LEAKY_EVENT", EVENT);
        environment.put(
                "GITHUB_STEP_SUMMARY", project.resolve("target/perf/steps.md").toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(console);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static List<String> runs(Path project) throws IOException {
        List<String> runs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(project.resolve("target/perf/runs"))) {
            for (Path file : files.filter(file -> file.endsWith("run.json")).toList()) {
                runs.add(Files.readString(file));
            }
        }
        return runs;
    }

    private static List<String> written(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** What can be read in a file; of a zip file, its entries. */
    private static String text(Path file) throws IOException {
        if (!file.toString().endsWith(".zip")) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder();
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                text.append(entry.getName()).append(new String(entries.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    /** File and secret, wherever one is. */
    private static List<String> leaks(Path... roots) throws IOException {
        List<String> leaks = new ArrayList<>();
        for (Path root : roots) {
            assertThat(root).exists();
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = text(file);
                    SECRETS.stream()
                            .filter(text::contains)
                            .forEach(secret -> leaks.add(root.relativize(file) + " holds " + secret));
                }
            }
        }
        return leaks;
    }
}
