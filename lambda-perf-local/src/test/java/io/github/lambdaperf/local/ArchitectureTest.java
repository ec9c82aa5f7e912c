package io.github.lambdaperf.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses LOCAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.lambdaperf.local");

    /** It is the oracle of the core: sharing code would let one bug hide another. */
    @Test
    void knowsNothingOfTheCoreTheSdkOrMaven() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.lambdaperf.core..",
                        "io.github.lambdaperf.maven..",
                        "org.apache.maven..",
                        "software.amazon.awssdk..")
                .check(LOCAL);
    }
}
