package io.github.lambdaperf.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.lambdaperf.core");

    @Test
    void knowsNothingOfMavenOrTheLocalTarget() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.maven..", "io.github.lambdaperf.local..", "io.github.lambdaperf.maven..")
                .check(CORE);
    }

    @Test
    void onlyTheAwsSideSeesTheSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..core.aws..",
                        "..core.invoke..",
                        "..core.analyze..",
                        "..core.cloudwatch..",
                        "..core.delivery..",
                        "..core.trace..",
                        "..core.doctor..",
                        "..core.alarms..",
                        "..core.signature..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(CORE);
    }

    @Test
    void leavesTheJvmAsItIs() {
        noClasses()
                .should()
                .callMethod(System.class, "setProperty", String.class, String.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }
}
