package io.suuupra.client;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

class ArchitectureTest
{
    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.suuupra.client");

    @Test
    void shouldImportNothingButCodecsAgronaNettyAndLogging()
    {
        classes().should().onlyDependOnClassesThat().resideInAnyPackage(
            "io.suuupra.client", "io.suuupra.codecs..", "org.agrona..", "io.netty..", "org.slf4j", "java..", "")
            .check(CLASSES);
    }

    @Test
    void shouldNotBeExtended()
    {
        classes().that().areNotInterfaces().and().areTopLevelClasses().and().doNotHaveSimpleName("package-info")
            .should().haveModifier(JavaModifier.FINAL).orShould().haveModifier(JavaModifier.ABSTRACT)
            .check(CLASSES);
    }
}
