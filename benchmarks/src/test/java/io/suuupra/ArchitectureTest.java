package io.suuupra;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The direction of the modules, and what the deterministic engine may see.
 */
class ArchitectureTest
{
    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.suuupra");

    private static final String FROZEN_PAGES = "io.suuupra.engine.table.FrozenPages";

    /** Gives memory, and decides nothing. */
    private static final String OFF_HEAP = "io.suuupra.engine.ledger.OffHeap";

    private static final DescribedPredicate<JavaClass> PURE_ENGINE = resideInAPackage("io.suuupra.engine..")
        .and(resideOutsideOfPackage("io.suuupra.engine.host.."))
        .as("the engine without its hosts");

    /** Of {@code java.util} and {@code java.lang}, what would make two runs differ. */
    private static final Set<String> NOT_DETERMINISTIC = Set.of(
        "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.Runtime", "java.lang.ThreadLocal",
        "java.lang.InheritableThreadLocal", "java.lang.ThreadGroup", "java.lang.StrictMath",
        "java.util.Calendar", "java.util.Currency", "java.util.Date", "java.util.HashMap", "java.util.HashSet",
        "java.util.IdentityHashMap", "java.util.Locale", "java.util.Random", "java.util.ResourceBundle",
        "java.util.Scanner", "java.util.ServiceLoader", "java.util.SplittableRandom", "java.util.TimeZone",
        "java.util.Timer", "java.util.UUID", "java.util.WeakHashMap");

    static Stream<Arguments> modules()
    {
        return Stream.of(
            Arguments.of("codecs", List.of("codecs")),
            Arguments.of("journal", List.of("journal", "codecs")),
            Arguments.of("testkit", List.of("testkit", "journal", "codecs")),
            Arguments.of("engine", List.of("engine", "journal", "codecs")),
            Arguments.of("gateway", List.of("gateway", "engine", "codecs")),
            Arguments.of("client", List.of("client", "codecs")),
            Arguments.of("bank", List.of("bank", "client", "engine", "codecs")),
            Arguments.of(
                "tools", List.of("tools", "testkit", "gateway", "bank", "client", "engine", "journal", "codecs")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void shouldDependInOneDirection(final String module, final List<String> below)
    {
        final String[] allowed = below.stream().map(name -> "io.suuupra." + name + "..").toArray(String[]::new);
        classes().that().resideInAPackage("io.suuupra." + module + "..")
            .should().onlyDependOnClassesThat(
                resideInAnyPackage(allowed).or(resideOutsideOfPackage("io.suuupra..")))
            .check(CLASSES);
    }

    @Test
    void shouldHaveNoClassOutsideTheModules()
    {
        classes().should().resideInAnyPackage("io.suuupra.codecs..", "io.suuupra.journal..", "io.suuupra.testkit..",
            "io.suuupra.engine..", "io.suuupra.gateway..", "io.suuupra.client..", "io.suuupra.bank..",
            "io.suuupra.tools..", "io.suuupra.bench..").check(CLASSES);
    }

    @Test
    void shouldKeepEdgeAndKeysOutOfTheFrames()
    {
        classes().that().resideInAPackage("io.suuupra.codecs.frame")
            .should().onlyDependOnClassesThat().resideInAnyPackage(
                "io.suuupra.codecs.frame", "io.suuupra.codecs.generated", "org.agrona..", "java..", "")
            .check(CLASSES);
    }

    @Test
    void shouldSeeTheJournalOnlyFromTheLocalHost()
    {
        noClasses().that().resideInAPackage("io.suuupra.engine..")
            .and().resideOutsideOfPackage("io.suuupra.engine.host.local..")
            .should().dependOnClassesThat().resideInAPackage("io.suuupra.journal..")
            .check(CLASSES);
    }

    @Test
    void shouldLetTheEngineSeeCodecsAgronaAndValueTypesOnly()
    {
        final DescribedPredicate<JavaClass> visible = elements(PURE_ENGINE
            .or(resideInAnyPackage("io.suuupra.codecs.frame", "io.suuupra.codecs.generated"))
            .or(resideInAnyPackage("org.agrona", "org.agrona.collections"))
            .or(named("org.agrona.concurrent.UnsafeBuffer", "java.io.IOException", "java.nio.ByteOrder",
                "io.suuupra.codecs.upi.UpiCode"))
            .or(resideInAnyPackage("java.lang", "java.lang.annotation", "java.lang.invoke", "java.lang.runtime"))
            .or(resideInAnyPackage("java.util", "java.util.function"))
            .or(resideInAPackage("")))
            .as("are part of what a deterministic engine may see");
        classes().that(PURE_ENGINE).and().doNotHaveFullyQualifiedName(FROZEN_PAGES)
            .and().doNotHaveFullyQualifiedName(OFF_HEAP)
            .should().onlyDependOnClassesThat(visible).check(CLASSES);
        classes().that().haveFullyQualifiedName(FROZEN_PAGES)
            .should().onlyDependOnClassesThat(visible.or(resideInAPackage("java.util.concurrent.atomic")))
            .check(CLASSES);
        classes().that().haveFullyQualifiedName(OFF_HEAP)
            .should().onlyDependOnClassesThat(visible.or(resideInAPackage("java.lang.foreign")))
            .check(CLASSES);
    }

    @Test
    void shouldLetTheEngineUseNothingThatDiffersBetweenRuns()
    {
        noClasses().that(PURE_ENGINE)
            .should().dependOnClassesThat(named(NOT_DETERMINISTIC.toArray(String[]::new)))
            .check(CLASSES);
    }

    @Test
    void shouldLetTheEngineReadNoClockAndNoSetting()
    {
        noClasses().that(PURE_ENGINE)
            .should().accessTargetWhere(target("java.lang.System").and(DescribedPredicate.not(method("arraycopy"))))
            .orShould().accessTargetWhere(target("java.lang.Math").and(method("random")))
            .orShould().accessTargetWhere(method("getInteger").or(method("getLong")).or(method("getBoolean"))
                .and(target("java.lang.Integer", "java.lang.Long", "java.lang.Boolean")))
            .check(CLASSES);
    }

    @Test
    void shouldLetTheEngineNameNoThread()
    {
        noClasses().that(PURE_ENGINE).and().doNotHaveFullyQualifiedName(FROZEN_PAGES)
            .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.Thread").check(CLASSES);
        noClasses().that().haveFullyQualifiedName(FROZEN_PAGES)
            .should().accessTargetWhere(target("java.lang.Thread").and(DescribedPredicate.not(method("onSpinWait"))))
            .check(CLASSES);
    }

    @Test
    void shouldCountMoneyInWholeNumbers()
    {
        final DescribedPredicate<JavaClass> floating =
            named("float", "double", "java.lang.Float", "java.lang.Double");
        fields().that().areDeclaredInClassesThat(are(PURE_ENGINE)).should().notHaveRawType(floating).check(CLASSES);
        methods().that().areDeclaredInClassesThat(are(PURE_ENGINE)).should().notHaveRawReturnType(floating)
            .check(CLASSES);
        codeUnits().that().areDeclaredInClassesThat(are(PURE_ENGINE))
            .should().notHaveRawParameterTypes(DescribedPredicate.<JavaClass>anyElementThat(floating)).check(CLASSES);
        noClasses().that(PURE_ENGINE).should().dependOnClassesThat(floating).check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> named(final String... names)
    {
        final Set<String> set = Set.of(names);
        return elements(
            DescribedPredicate.describe("have one of the names " + set, type -> set.contains(type.getName())));
    }

    /** An array is judged by what it holds. */
    private static DescribedPredicate<JavaClass> elements(final DescribedPredicate<JavaClass> predicate)
    {
        return DescribedPredicate.describe(
            predicate.getDescription(), type -> predicate.test(type.getBaseComponentType()));
    }

    private static DescribedPredicate<JavaAccess<?>> target(final String... owners)
    {
        final Set<String> set = Set.of(owners);
        return DescribedPredicate.describe(
            "the owner is one of " + set, access -> set.contains(access.getTargetOwner().getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> method(final String name)
    {
        return DescribedPredicate.describe("the name is " + name, access -> access.getTarget().getName().equals(name));
    }
}
