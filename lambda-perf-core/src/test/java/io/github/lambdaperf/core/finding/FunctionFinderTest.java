package io.github.lambdaperf.core.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionFinderTest {
    /** As the API reference shows it. */
    private static final String STACK = """
            <DescribeStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
              <DescribeStackResourcesResult><StackResources>
                <member><StackName>orders</StackName><LogicalResourceId>Orders</LogicalResourceId>
                  <PhysicalResourceId>orders-Orders-1QZ</PhysicalResourceId>
                  <ResourceType>AWS::Lambda::Function</ResourceType></member>
                <member><LogicalResourceId>Table</LogicalResourceId><PhysicalResourceId>orders</PhysicalResourceId>
                  <ResourceType>AWS::DynamoDB::Table</ResourceType></member>
              </StackResources></DescribeStackResourcesResult>
            </DescribeStackResourcesResponse>
            """;

    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private AwsSession session;
    private int status = 200;
    private String answer = STACK;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        session = new AwsSession(new AwsSettings(
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                Optional.of("eu-west-1"),
                Optional.empty()));
    }

    @AfterEach
    void stop() {
        session.close();
        server.stop(0);
    }

    private String find(String stack, String logicalId, String output) {
        FunctionSources sources =
                new FunctionSources(List.of(directory), stack, logicalId, output, null, null, "default");
        return new FunctionFinder(sources, session::cloudFormation, messages::add).find();
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(directory.resolve(name), text);
    }

    @Test
    void inAStack() {
        assertThat(find("orders", null, null)).isEqualTo("orders-Orders-1QZ");
        assertThat(messages).containsExactly("function: orders-Orders-1QZ, 'Orders' of the stack orders (perf.stack)");
        assertThat(requests).containsExactly("Action=DescribeStackResources&Version=2010-05-15&StackName=orders");
        assertThatThrownBy(() -> find("orders", "Order", null))
                .isInstanceOf(PerfException.class)
                .hasMessage("the stack orders (perf.stack) has no 'Order' (perf.logicalId); there is Orders");
    }

    @Test
    void aStackWithMoreThanOneOrNone() {
        answer = STACK.replace("AWS::DynamoDB::Table", "AWS::Lambda::Function");
        assertThatThrownBy(() -> find("orders", null, null))
                .hasMessage("the stack orders (perf.stack) has 2 functions:\n  Orders: orders-Orders-1QZ\n"
                        + "  Table: orders\nName the one to load: -Dperf.logicalId=Orders");
        assertThat(find("orders", "Table", null)).isEqualTo("orders");

        answer = STACK.replace("AWS::Lambda::Function", "AWS::S3::Bucket");
        assertThatThrownBy(() -> find("orders", null, null))
                .hasMessage("the stack orders (perf.stack) has no Lambda function");

        status = 400;
        answer = "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>"
                + "<Message>Stack with id orders does not exist</Message></Error></ErrorResponse>";
        assertThatThrownBy(() -> find("orders", null, null))
                .hasMessage("CloudFormation does not tell the resources of the stack orders: Stack with id orders does"
                        + " not exist");
    }

    @Test
    void inTheStackOfSamconfig() throws Exception {
        write("samconfig.toml", """
                version = 0.1
                [default.deploy.parameters]
                stack_name = "orders"
                region = "eu-west-1"
                """);

        assertThat(find(null, null, null)).isEqualTo("orders-Orders-1QZ");
        assertThat(messages)
                .containsExactly("function: orders-Orders-1QZ, 'Orders' of the stack orders (samconfig.toml)");

        write("samconfig.toml", "version = 0.1\n");
        assertThatThrownBy(() -> find(null, null, null))
                .hasMessageContaining("names no stack_name in [default.deploy.parameters]");
    }

    @Test
    void inTheOutputsOfCdk() throws Exception {
        write("cdk-outputs.json", """
                {"Orders": {"Url": "https://example.com",
                            "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:orders"}}
                """);

        assertThat(find(null, null, null)).isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:orders");
        assertThat(find(null, null, "Url")).isEqualTo("https://example.com");
        assertThatThrownBy(() -> find(null, null, "Arn"))
                .hasMessage(directory.resolve("cdk-outputs.json")
                        + " has no 'Arn' (perf.output); there is Url, FunctionArn");
    }

    @Test
    void inTheOutputsOfTerraform() throws Exception {
        write("terraform-outputs.json", """
                {"function_name": {"sensitive": false, "type": "string", "value": "orders"},
                 "password": {"sensitive": true, "type": "string", "value": "hidden"},
                 "subnets": {"sensitive": false, "type": ["list", "string"], "value": ["a"]}}
                """);

        assertThat(find(null, null, "function_name")).isEqualTo("orders");
        assertThatThrownBy(() -> find(null, null, null))
                .hasMessage("no output in " + directory.resolve("terraform-outputs.json") + " is the ARN of a function;"
                        + " name the one that holds its name: -Dperf.output=..., one of function_name");
    }

    @Test
    void nowhere() {
        assertThatThrownBy(() -> find(null, null, null))
                .isInstanceOf(PerfException.class)
                .hasMessage("which function? Name it: -Dperf.function=my-function (a name, an ARN, or either with"
                        + " :alias), or its stack: -Dperf.stack=my-stack. There is no cdk-outputs.json, no"
                        + " terraform-outputs.json and no samconfig.toml in " + directory);
    }
}
