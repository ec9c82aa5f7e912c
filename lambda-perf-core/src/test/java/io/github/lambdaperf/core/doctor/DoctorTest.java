package io.github.lambdaperf.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.doctor.Finding.Level;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.core.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final String FUNCTION = "/2015-03-31/functions/orders";
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders-queue";

    @TempDir
    Path project;

    private RecordedAccount account;

    @BeforeEach
    void open() throws IOException {
        account = new RecordedAccount()
                .on(
                        "GET /2016-08-19/account-settings",
                        "{\"AccountLimit\":{\"ConcurrentExecutions\":1000,"
                                + "\"UnreservedConcurrentExecutions\":900}}")
                .on("GET /2019-09-30/functions/orders/concurrency", "{}")
                .on("POST " + FUNCTION + "/invocations DryRun", "{}")
                .on("Logs.StartQuery", "{\"queryId\":\"q-1\"}")
                .on("Logs.GetQueryResults", "{\"status\":\"Complete\",\"results\":[]}")
                .on("AmazonSQS.GetQueueUrl", "{\"QueueUrl\":\"" + QUEUE + "\"}");
        function("");
        logGroup(",\"retentionInDays\":30,\"logGroupClass\":\"STANDARD\"");
    }

    @AfterEach
    void close() {
        account.close();
    }

    private void function(String more) {
        account.on(
                "GET " + FUNCTION + "/configuration",
                "{\"FunctionName\":\"orders\",\"FunctionArn\":\"" + ARN + "\",\"Version\":\"$LATEST\","
                        + "\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\",\"PackageType\":\"Zip\","
                        + "\"Timeout\":30,\"MemorySize\":512" + more + "}");
    }

    private void logGroup(String more) {
        account.on("Logs.DescribeLogGroups", "{\"logGroups\":[{\"logGroupName\":\"/aws/lambda/orders\"" + more + "}]}");
    }

    private Diagnosis examine(String scenario) throws IOException {
        return examine(scenario, Set.of("load", "analyze", "check", "doctor"));
    }

    private Diagnosis examine(String scenario, Set<String> goals) throws IOException {
        Path file = project.resolve("src/perf/orders.yaml");
        Files.createDirectories(file.getParent());
        Files.write(file, scenario.getBytes(StandardCharsets.UTF_8));
        List<Scenario> scenarios = ScenarioFiles.reader().readAll(file.getParent(), List.of());
        return Doctor.examine(
                new DoctorPlan(
                        scenarios,
                        false,
                        "orders",
                        Optional.empty(),
                        project.resolve("src/perf/baseline"),
                        PriceTable.bundled(),
                        goals,
                        DoctorTest.class.getClassLoader(),
                        LocalDate.of(2026, 11, 23)),
                account.session());
    }

    private static Finding finding(Diagnosis diagnosis, String check) {
        return diagnosis.findings().stream()
                .filter(found -> found.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + check + " in " + diagnosis.findings()));
    }

    @Test
    void findsNothingButTheBaselineInAFunctionInOrder() throws IOException {
        function(",\"Runtime\":\"java25\",\"Architectures\":[\"arm64\"],\"TracingConfig\":{\"Mode\":\"Active\"}");

        Diagnosis diagnosis = examine("vus: 10\nduration: 5s\npayload: {}\n");

        assertThat(diagnosis.faults()).extracting(Finding::check).containsExactly("baseline");
        assertThat(finding(diagnosis, "runtime").what()).isEqualTo("java25, supported until 2029-06-30");
        assertThat(finding(diagnosis, "log retention").what()).isEqualTo("30 days");
        assertThat(finding(diagnosis, "concurrency"))
                .isEqualTo(Finding.ok(
                        "concurrency", "orders: 10 invocations at once, the account's unreserved concurrency of 900"));
    }

    @Test
    void sendsOnlyOperationsThatRead() throws IOException {
        account.on("AmazonSQS.GetQueueAttributes", "{\"Attributes\":{\"VisibilityTimeout\":\"180\"}}");
        function(",\"Runtime\":\"java25\"");

        examine("vus: 1\nduration: 5s\npayload: {}\n");
        examine("vus: 1\nduration: 5s\npayload: {}\nsqs: { queue: orders-queue }\n");
        examine("vus: 1\nduration: 5s\npayload: {}\nsns: { topic: orders }\n");

        assertThat(account.calls()).isNotEmpty().allMatch(DoctorTest::reads);
    }

    private static boolean reads(String operation) {
        return operation.startsWith("GET ")
                || operation.endsWith(" DryRun")
                || Set.of(
                                "Logs.DescribeLogGroups",
                                "Logs.StartQuery",
                                "Logs.GetQueryResults",
                                "AmazonSQS.GetQueueUrl",
                                "AmazonSQS.GetQueueAttributes")
                        .contains(operation)
                || operation.endsWith("/operation/GetMetricData");
    }

    @Test
    void namesTheCommandThatMendsEachFault() throws IOException {
        function(",\"Runtime\":\"python3.9\",\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\","
                + "\"OptimizationStatus\":\"Off\"},\"TracingConfig\":{\"Mode\":\"PassThrough\"},"
                + "\"LoggingConfig\":{\"LogFormat\":\"JSON\",\"SystemLogLevel\":\"WARN\"}");
        logGroup(",\"logGroupClass\":\"INFREQUENT_ACCESS\"");
        account.on("GET /2019-09-30/functions/orders/concurrency", "{\"ReservedConcurrentExecutions\":5}");

        Diagnosis diagnosis = examine("vus: 20\nduration: 5s\npayload: {}\n");

        assertThat(finding(diagnosis, "runtime").level()).isEqualTo(Level.FAIL);
        assertThat(finding(diagnosis, "tracing"))
                .isEqualTo(Finding.warn(
                        "tracing",
                        "X-Ray traces nothing by itself: slow requests cannot be broken down",
                        "aws lambda update-function-configuration --function-name orders"
                                + " --tracing-config Mode=Active --region eu-west-1"));
        assertThat(finding(diagnosis, "snapstart").fix())
                .startsWith("aws lambda publish-version --function-name orders --region eu-west-1");
        assertThat(finding(diagnosis, "log format").fix())
                .isEqualTo("aws lambda update-function-configuration --function-name orders --logging-config"
                        + " LogFormat=JSON,SystemLogLevel=INFO,LogGroup=/aws/lambda/orders --region eu-west-1");
        assertThat(finding(diagnosis, "log retention").fix())
                .isEqualTo("aws logs put-retention-policy --log-group-name /aws/lambda/orders --retention-in-days 30"
                        + " --region eu-west-1");
        assertThat(finding(diagnosis, "log class").level()).isEqualTo(Level.WARN);
        assertThat(finding(diagnosis, "concurrency"))
                .isEqualTo(Finding.fail(
                        "concurrency",
                        "orders: 20 invocations at once, the function's reserved concurrency of 5",
                        "aws lambda put-function-concurrency --function-name orders"
                                + " --reserved-concurrent-executions 20 --region eu-west-1"));
        assertThat(finding(diagnosis, "architecture").what())
                .isEqualTo("x86_64; arm64 takes 20 % off the duration charge if the duration stays");
        assertThat(diagnosis.failure().orElseThrow()).contains("fail concurrency: orders: 20 invocations at once");
    }

    @Test
    void asksForADeadLetterQueueAndSixTimesTheTimeout() throws IOException {
        account.on("AmazonSQS.GetQueueAttributes", "{\"Attributes\":{\"VisibilityTimeout\":\"30\"}}")
                .on("GET /2015-03-31/event-source-mappings", "{\"EventSourceMappings\":[]}");

        Diagnosis diagnosis = examine("vus: 1\nduration: 5s\npayload: {}\nsqs: { queue: orders-queue }\n");

        assertThat(finding(diagnosis, "visibility timeout").fix())
                .isEqualTo("aws sqs set-queue-attributes --queue-url " + QUEUE
                        + " --attributes VisibilityTimeout=180 --region eu-west-1");
        assertThat(finding(diagnosis, "redrive policy").fix())
                .contains("arn:aws:sqs:eu-west-1:123456789012:orders-queue-dlq");
        assertThat(finding(diagnosis, "event source").level()).isEqualTo(Level.FAIL);
    }

    @Test
    void asksForADestinationOfEventsThatFail() throws IOException {
        Diagnosis diagnosis = examine("vus: 1\nduration: 5s\npayload: {}\ninvoke: { type: Event }\n");

        assertThat(finding(diagnosis, "dead letters").fix())
                .isEqualTo("aws lambda put-function-event-invoke-config --function-name orders --destination-config"
                        + " '{\"OnFailure\":{\"Destination\":\"arn:aws:sqs:eu-west-1:123456789012:orders-failures\"}}'"
                        + " --region eu-west-1");
    }

    @Test
    void namesMissingPermissionsOneByOne() throws IOException {
        account.refuse("Logs.StartQuery").refuse("POST " + FUNCTION + "/invocations DryRun");

        Diagnosis diagnosis = examine("vus: 1\nduration: 5s\npayload: {}\n");

        assertThat(diagnosis.findings())
                .filteredOn(found -> found.check().equals("permission") && found.level() == Level.FAIL)
                .extracting(Finding::fix)
                .containsExactly(
                        "add to the policy: {\"Effect\":\"Allow\",\"Action\":[\"lambda:InvokeFunction\"],"
                                + "\"Resource\":[\"" + ARN + "\"]}",
                        "add to the policy: {\"Effect\":\"Allow\",\"Action\":[\"logs:StartQuery\"],\"Resource\":["
                                + "\"arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/orders:*\"]}");
    }

    @Test
    void saysWhatItMayNotRead() throws IOException {
        account.refuse("GET /2016-08-19/account-settings").refuse("GET " + FUNCTION + "/configuration");

        Diagnosis diagnosis = examine("vus: 1\nduration: 5s\npayload: {}\n");

        assertThat(finding(diagnosis, "state").level()).isEqualTo(Level.FAIL);
        assertThat(finding(diagnosis, "permission").what())
                .isEqualTo("lambda:GetFunctionConfiguration is not allowed on"
                        + " arn:aws:lambda:eu-west-1:*:function:orders");
        assertThat(diagnosis.policy()).isNull();
    }

    @Test
    void allowsNoMoreThanAQueueNeeds() throws IOException {
        account.on(
                        "AmazonSQS.GetQueueAttributes",
                        "{\"Attributes\":{\"VisibilityTimeout\":\"180\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":"
                                + "\\\"arn:aws:sqs:eu-west-1:123456789012:dead\\\",\\\"maxReceiveCount\\\":5}\"}}")
                .on(
                        "GET /2015-03-31/event-source-mappings",
                        "{\"EventSourceMappings\":[{\"UUID\":\"u\",\"State\":\"Enabled\",\"FunctionArn\":\"" + ARN
                                + "\"}]}");

        Diagnosis diagnosis = examine("vus: 1\nduration: 5s\npayload: {}\nsqs: { queue: orders-queue }\n");

        assertThat(finding(diagnosis, "redrive policy").level()).isEqualTo(Level.OK);
        assertThat(finding(diagnosis, "event source").level()).isEqualTo(Level.OK);
        assertThat(diagnosis.policy().toString())
                .contains("{\"Effect\":\"Allow\",\"Action\":[\"sqs:ChangeMessageVisibility\",\"sqs:GetQueueUrl\","
                        + "\"sqs:ReceiveMessage\"],\"Resource\":[\"arn:aws:sqs:eu-west-1:123456789012:dead\"]}")
                .doesNotContain("lambda:InvokeFunction", "lambda:GetFunctionEventInvokeConfig");
    }

    @Test
    void writesThePolicyWithTheRealNames() throws IOException {
        Diagnosis diagnosis = examine("vus: 1\nduration: 5s\npayload: {}\nsns: { topic: orders }\n");
        diagnosis.write(project.resolve("target/perf"));

        String policy = Files.readString(project.resolve("target/perf/policy.json"));
        assertThat(policy)
                .contains("\"arn:aws:sns:eu-west-1:123456789012:orders\"", "\"sns:Publish\"", "\"" + ARN + "\"")
                .doesNotContain("sqs:", "\"*:*\"");
        assertThat(project.resolve("target/perf/doctor.json")).content().contains("\"check\" : \"dead letters\"");
    }

    @Test
    void letsASweepDeleteVersionsOnly() throws IOException {
        Diagnosis diagnosis = examine("vus: 1\niterations: 5\n", Set.of("tune"));

        assertThat(diagnosis.policy().toString())
                .contains(
                        "{\"Effect\":\"Allow\",\"Action\":[\"lambda:DeleteAlias\",\"lambda:DeleteFunction\",\"lambda:GetAlias\","
                                + "\"lambda:GetFunctionConfiguration\",\"lambda:InvokeFunction\",\"lambda:UpdateAlias\"],"
                                + "\"Resource\":[\"" + ARN + ":*\"]}",
                        "{\"Effect\":\"Allow\",\"Action\":[\"lambda:CreateAlias\",\"lambda:DeleteAlias\",\"lambda:GetAlias\","
                                + "\"lambda:GetFunctionConfiguration\",\"lambda:InvokeFunction\",\"lambda:ListTags\","
                                + "\"lambda:ListVersionsByFunction\",\"lambda:PublishVersion\",\"lambda:UpdateAlias\","
                                + "\"lambda:UpdateFunctionConfiguration\"],\"Resource\":[\"" + ARN + "\"]}");
    }

    @Test
    void saysThatAPayloadIsTooLarge() throws IOException {
        Diagnosis diagnosis = examine(
                "vus: 1\nduration: 5s\npayload: { text: '" + "x".repeat(300_000) + "' }\nsns: { topic: orders }\n");

        assertThat(finding(diagnosis, "payload size").level()).isEqualTo(Level.FAIL);
        assertThat(finding(diagnosis, "payload size").what()).contains("SNS takes 256 KB");
    }
}
