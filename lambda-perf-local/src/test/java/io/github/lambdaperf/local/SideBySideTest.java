package io.github.lambdaperf.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

/** Two builds of the same code in one target, as an interleaved comparison needs them. */
class SideBySideTest {

    @TempDir
    private Path directory;

    @Test
    void functionsOfDifferentClassPathsRunTurnByTurn() throws Exception {
        LocalTarget.Builder settings = LocalTarget.builder()
                .maxConcurrency(2)
                .function(build("before"))
                .function(build("after"));
        try (TargetUnderTest target = new TargetUnderTest(settings)) {
            for (int i = 0; i < 3; i++) {
                assertThat(answer(target, "before")).isEqualTo("\"before\"");
                assertThat(answer(target, "after")).isEqualTo("\"after\"");
            }
            assertThat(target.target.environmentsStarted()).isEqualTo(2);
            assertThat(codeSha256(target, "before")).isNotEqualTo(codeSha256(target, "after"));
            assertThat(target.logs.describeLogGroups().logGroups())
                    .extracting(group -> group.logGroupName())
                    .containsExactlyInAnyOrder("/aws/lambda/before", "/aws/lambda/after");
        }
    }

    private static String answer(TargetUnderTest target, String function) {
        return target.lambda
                .invoke(b -> b.functionName(function).payload(SdkBytes.fromUtf8String("\"any\"")))
                .payload()
                .asUtf8String();
    }

    private static String codeSha256(TargetUnderTest target, String function) {
        return target.lambda
                .getFunctionConfiguration(b -> b.functionName(function))
                .codeSha256();
    }

    private FunctionDefinition build(String answer) throws Exception {
        Path classes = Files.createDirectories(directory.resolve(answer));
        Path source = Files.writeString(
                classes.resolve("Answer.java"),
                "public class Answer implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {"
                        + " public String handleRequest(String event,"
                        + " com.amazonaws.services.lambda.runtime.Context context) { return \"" + answer + "\"; } }");
        Path api = Path.of(RequestHandler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        compile("-proc:none", "-cp", api.toString(), "-d", classes.toString(), source.toString());
        return TargetUnderTest.sample()
                .name(answer)
                .handler("Answer")
                .classPath(List.of(classes))
                .build();
    }

    private static void compile(String... arguments) throws IOException {
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
        if (status != 0) {
            throw new IOException("javac ended with " + status + " for " + String.join(File.pathSeparator, arguments));
        }
    }
}
