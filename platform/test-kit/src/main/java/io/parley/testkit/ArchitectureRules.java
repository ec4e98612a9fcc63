package io.parley.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The shape that every service keeps. A service's test extends this and names its base package and kernel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the classes are read once for all rules
public abstract class ArchitectureRules {

    private static final List<String> BANNED_SUFFIXES =
            List.of("Impl", "Manager", "Helper", "Util", "Utils", "DTO", "Dto", "Entity");

    private final String base;
    private final Set<String> kernel;
    private final JavaClasses main;
    private final JavaClasses tests;

    /**
     * @param base the service's base package
     * @param kernel the simple names of the packages below it that features may use
     */
    protected ArchitectureRules(String base, Set<String> kernel) {
        this.base = base;
        this.kernel = kernel;
        this.main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(base);
        this.tests = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages(base);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(base + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("what depends on each other cannot be understood apart")
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void featuresDoNotUseEachOther() {
        slices().matching(base + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), inKernel())
                .because("a feature that needs another talks through an event or the kernel")
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void timeAndIdsAreInjected() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .because("a test must be able to say what time it is and which id comes next")
                .check(main);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .because("what a class needs stands in its constructor, and settings in typed records")
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void nothingHidesInThreadLocals() {
        fields().should()
                .notHaveRawType(ThreadLocal.class)
                .because("virtual threads are many; scoped values end where they should")
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(beInANullMarkedPackage())
                .because("nothing is null unless it says so")
                .check(main);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should(haveABannedSuffix())
                .because("a name says what a thing is in the field, not which role it plays in a framework")
                .check(main);
    }

    @Test
    void testClassesAreNotPublic() {
        noClasses()
                .that()
                .areTopLevelClasses()
                .should()
                .bePublic()
                .because("nobody calls a test")
                .allowEmptyShould(true)
                .check(tests);
    }

    @Test
    void testsWaitOnConditionsAndNeverSleep() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .because("a sleep is either too short or too long")
                .allowEmptyShould(true)
                .check(tests);
    }

    private DescribedPredicate<JavaClass> inKernel() {
        return DescribedPredicate.describe(
                "in the kernel " + kernel,
                type -> type.getPackageName().equals(base)
                        || kernel.stream()
                                .anyMatch(name -> type.getPackageName().equals(base + "." + name)));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var marked = type.getPackage()
                        .tryGetAnnotationOfType(NullMarked.class)
                        .isPresent();
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
            }
        };
    }

    private static ArchCondition<JavaClass> haveABannedSuffix() {
        return new ArchCondition<>("have one of the suffixes " + BANNED_SUFFIXES) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var banned = BANNED_SUFFIXES.stream().anyMatch(type.getSimpleName()::endsWith);
                events.add(new SimpleConditionEvent(type, banned, type.getName()));
            }
        };
    }
}
