package io.suuupra.journal;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest
{
    private final JavaClasses classes = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.suuupra.journal");

    @Test
    void shouldNameChronicleQueueInOneClassOnly()
    {
        noClasses().that().haveNameNotMatching(".*\\.GroupAppender(\\$.*)?")
            .should().dependOnClassesThat().resideInAPackage("net.openhft..").check(classes);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages()
    {
        SlicesRuleDefinition.slices().matching("io.suuupra.(journal..)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void shouldKeepDiskAndFilesBelowTheJournal()
    {
        noClasses().that()
            .resideInAnyPackage("..journal.disk", "..journal.cycle", "..journal.store", "..journal.snapshot")
            .should().dependOnClassesThat().resideInAnyPackage("io.suuupra.journal", "..journal.recovery")
            .check(classes);
    }

    @Test
    void shouldForceOnlyThroughDisk()
    {
        noClasses().that().doNotHaveFullyQualifiedName("io.suuupra.journal.disk.Disk")
            .should().callMethod(java.nio.channels.FileChannel.class, "force", boolean.class).check(classes);
    }
}
