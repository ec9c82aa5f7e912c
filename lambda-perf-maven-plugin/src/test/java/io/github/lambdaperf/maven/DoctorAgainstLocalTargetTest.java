package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.aws.AwsSession;
import io.github.lambdaperf.core.aws.AwsSettings;
import io.github.lambdaperf.core.cost.PriceTable;
import io.github.lambdaperf.core.doctor.Diagnosis;
import io.github.lambdaperf.core.doctor.Doctor;
import io.github.lambdaperf.core.doctor.DoctorPlan;
import io.github.lambdaperf.core.load.ScenarioFiles;
import io.github.lambdaperf.local.FunctionDefinition;
import io.github.lambdaperf.local.LocalTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examination as on AWS, with the SDK's own protocols, against the local target. */
class DoctorAgainstLocalTargetTest {
    @TempDir
    Path directory;

    @Test
    void triesEveryCallAndChangesNothing() throws IOException {
        Path scenarios = Files.createDirectories(directory.resolve("src/perf"));
        Files.write(
                scenarios.resolve("orders.yaml"),
                "vus: 2\nduration: 5s\npayload: {}\n".getBytes(StandardCharsets.UTF_8));
        try (LocalTarget target = LocalTarget.builder()
                .function(FunctionDefinition.builder()
                        .name("orders")
                        .handler("com.acme.Handler")
                        .classPath(List.of(directory))
                        .taskRoot(directory)
                        .memoryMb(512)
                        .build())
                .dataDirectory(directory.resolve("local"))
                .build()) {
            target.start();
            try (AwsSession session = new AwsSession(
                    new AwsSettings(Optional.of(target.endpoint()), Optional.of("us-east-1"), Optional.empty()))) {
                DoctorPlan plan = new DoctorPlan(
                        ScenarioFiles.reader().readAll(scenarios, List.of()),
                        false,
                        "orders",
                        Optional.empty(),
                        directory.resolve("baseline"),
                        PriceTable.bundled(),
                        Set.of("load", "analyze"),
                        getClass().getClassLoader(),
                        LocalDate.of(2026, 11, 23));
                String before = session.lambda()
                        .getFunctionConfiguration(request -> request.functionName("orders"))
                        .revisionId();

                Diagnosis diagnosis = Doctor.examine(plan, session);

                assertThat(diagnosis.lines())
                        .anyMatch(line -> line.matches("ok +permission +7 of 7 tried calls are allowed"));
                assertThat(session.lambda()
                                .getFunctionConfiguration(request -> request.functionName("orders"))
                                .revisionId())
                        .isEqualTo(before);
                assertThat(session.logs().describeLogGroups().logGroups()).isEmpty();
            }
        }
    }
}
