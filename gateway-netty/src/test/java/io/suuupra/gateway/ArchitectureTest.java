package io.suuupra.gateway;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest
{
    private static final JavaClasses GATEWAY = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.suuupra.gateway");

    @Test
    void shouldHaveNoCyclesBetweenPackages()
    {
        slices().matching("io.suuupra.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
    }

    @Test
    void shouldSeeOfTheEngineOnlyItsHostInterfaces()
    {
        noClasses().that().resideOutsideOfPackage("io.suuupra.gateway.boot..")
            .should().dependOnClassesThat().resideInAnyPackage(
                "io.suuupra.engine.ledger..", "io.suuupra.engine.host.local..", "io.suuupra.journal..")
            .check(GATEWAY);
    }

    @Test
    void shouldKeepTheWordsOfADomainApartFromHttp()
    {
        noClasses().that().resideInAnyPackage("io.suuupra.gateway.rest.*..")
            .should().dependOnClassesThat().resideInAnyPackage("io.suuupra.gateway.rest", "io.netty..").check(GATEWAY);
        slices().matching("io.suuupra.gateway.rest.(*)..").should().notDependOnEachOther().check(GATEWAY);
    }

    @Test
    void shouldKeepTheTwoProtocolsApart()
    {
        noClasses().that().resideInAPackage("io.suuupra.gateway.rest..")
            .should().dependOnClassesThat().resideInAPackage("io.suuupra.gateway.wire..").check(GATEWAY);
        noClasses().that().resideInAPackage("io.suuupra.gateway.wire..")
            .should().dependOnClassesThat().resideInAnyPackage(
                "io.suuupra.gateway.rest..", "io.suuupra.gateway.json..", "com.fasterxml..",
                "io.netty.handler.codec.http..")
            .check(GATEWAY);
    }
}
