package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.local.handlers.SampleHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class DescriptionTest {

    private static TargetUnderTest target;

    @BeforeAll
    static void start() {
        target = TargetUnderTest.start(f -> f.environment(Map.of("MINE", "yes")), s -> s.maxConcurrency(3));
    }

    @AfterAll
    static void close() {
        target.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sample",
                "sample:$LATEST",
                "000000000000:function:sample",
                "arn:aws:lambda:us-east-1:000000000000:function:sample",
                "arn:aws:lambda:us-east-1:000000000000:function:sample:$LATEST"
            })
    void functionsAreFoundByNameAndArn(String name) {
        GetFunctionConfigurationResponse found = target.lambda.getFunctionConfiguration(b -> b.functionName(name));

        assertThat(found.functionArn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:sample");
        assertThat(found.handler()).isEqualTo(SampleHandler.class.getName());
        assertThat(found.memorySize()).isEqualTo(512);
        assertThat(found.timeout()).isEqualTo(30);
        assertThat(found.version()).isEqualTo("$LATEST");
        assertThat(found.stateAsString()).isEqualTo("Active");
        assertThat(found.lastUpdateStatusAsString()).isEqualTo("Successful");
        assertThat(found.environment().variables()).isEqualTo(Map.of("MINE", "yes"));
        assertThat(found.ephemeralStorage().size()).isEqualTo(512);
        assertThat(found.loggingConfig().logFormatAsString()).isEqualTo("Text");
        assertThat(found.loggingConfig().logGroup()).isEqualTo("/aws/lambda/sample");
    }

    @Test
    void codeAndRuntimeHaveFingerprints() {
        FunctionConfiguration found =
                target.lambda.getFunction(b -> b.functionName("sample")).configuration();

        assertThat(Base64.getDecoder().decode(found.codeSha256())).hasSize(32);
        assertThat(found.codeSize()).isPositive();
        assertThat(found.runtimeVersionConfig().runtimeVersionArn())
                .matches("arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}");
        assertThat(target.lambda.listFunctions().functions()).containsExactly(found);
    }

    @Test
    void unknownFunctionsAndVersionsAreNotFound() {
        assertThatThrownBy(() -> target.lambda.getFunction(b -> b.functionName("other")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: arn:aws:lambda:us-east-1:000000000000:function:other");
        assertThatThrownBy(
                        () -> target.lambda.invoke(b -> b.functionName("sample").qualifier("7")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("function:sample:7");
    }

    @Test
    void theAccountIsDescribed() {
        assertThat(target.lambda.getAccountSettings().accountLimit().concurrentExecutions())
                .isEqualTo(3);
        assertThat(target.lambda.listFunctions().functions())
                .extracting(FunctionConfiguration::functionName)
                .containsExactly("sample");
        assertThat(target.lambda
                        .getFunctionConcurrency(b -> b.functionName("sample"))
                        .reservedConcurrentExecutions())
                .isNull();
        assertThat(target.lambda
                        .getFunction(b -> b.functionName("sample"))
                        .configuration()
                        .runtimeAsString())
                .isEqualTo("java17");
        try (StsClient sts = target.configured(StsClient.builder()).build()) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
            assertThatThrownBy(sts::getSessionToken).isInstanceOfSatisfying(StsException.class, e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
                assertThat(e.getMessage()).contains("GetSessionToken");
            });
        }
    }

    @Test
    void operationsThatAreNotServedNameThemselves() {
        assertThatThrownBy(() -> target.lambda.updateFunctionCode(b -> b.functionName("sample")))
                .isInstanceOfSatisfying(LambdaException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
                    assertThat(e.getMessage()).contains("PUT /2015-03-31/functions/sample/code");
                });
    }

    @Test
    void otherHostNamesAreForbidden() throws IOException {
        assertThat(request("evil.example", "", new byte[0])).startsWith("HTTP/1.1 403 ");
        assertThat(request("localhost:4566", "", new byte[0])).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void compressedBodiesAreRead() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write("Action=GetCallerIdentity&Version=2011-06-15".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(request("127.0.0.1", "Content-Encoding: gzip\r\n", body.toByteArray()))
                .startsWith("HTTP/1.1 200 ")
                .contains("x-amzn-RequestId: ");
    }

    private static String request(String host, String headers, byte[] gzipped) throws IOException {
        byte[] body = gzipped.length > 0 ? gzipped : "Action=GetCallerIdentity".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", target.target.endpoint().getPort())) {
            String head = "POST / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
