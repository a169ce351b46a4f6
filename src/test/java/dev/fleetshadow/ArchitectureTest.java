package dev.fleetshadow;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Holds the walls between the rooms. */
@AnalyzeClasses(packages = "dev.fleetshadow", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** A room may only know rooms before it. */
    private static final List<String> ROOMS = Stream.of(
                    "telemetry",
                    "gather",
                    "profile",
                    "forecast",
                    "detection",
                    "health",
                    "diagnosis",
                    "census",
                    "action",
                    "audit",
                    "effect",
                    "remediation",
                    "settings",
                    "stream",
                    "codec",
                    "endpoint",
                    "simulator",
                    "proof",
                    "agent",
                    "backtest",
                    "cli")
            .map(room -> "dev.fleetshadow." + room + "..")
            .toList();

    private static final String[] DOMAIN = Stream.concat(
                    ROOMS.subList(0, room("settings")).stream(),
                    Stream.of(ROOMS.get(room("simulator")), ROOMS.get(room("proof"))))
            .toArray(String[]::new);

    private static final String[] TRIBUO = {"org.tribuo..", "com.oracle.labs..", "libsvm.."};

    private static final Set<Class<?>> CLOCKS = Set.of(
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class);

    private static final DescribedPredicate<JavaAccess<?>> READS_THE_WALL_CLOCK =
            describe("reads the wall clock", ArchitectureTest::readsTheWallClock);

    private static final DescribedPredicate<JavaAccess<?>> PRINTS = describe(
            "prints",
            access -> is(access, System.class, "out")
                    || is(access, System.class, "err")
                    || access.getTarget().getName().startsWith("printStack"));

    @ArchTest
    static void aRoomKnowsOnlyTheRoomsBeforeIt(JavaClasses classes) {
        for (int room = 0; room < ROOMS.size() - 1; room++) {
            String[] later = ROOMS.subList(room + 1, ROOMS.size()).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOMS.get(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule everyClassLivesInARoom = classes().should().resideInAnyPackage(ROOMS.toArray(String[]::new));

    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..", "dev.fleetshadow..", "org.apache.commons.math3..", "com.google.protobuf..")
                    .or(resideInAnyPackage(TRIBUO)));

    @ArchTest
    static final ArchRule theDomainIsToldTheTime =
            noClasses().that().resideInAnyPackage(DOMAIN).should().accessTargetWhere(READS_THE_WALL_CLOCK);

    @ArchTest
    static final ArchRule theStreamIsToldTheTime = noClasses()
            .that()
            .resideInAPackage("dev.fleetshadow.stream..")
            .should()
            .accessTargetWhere(READS_THE_WALL_CLOCK);

    @ArchTest
    static final ArchRule everythingRandomInTheDomainIsSeeded = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

    @ArchTest
    static final ArchRule neitherTheSimulatorNorTheAgentSeesTheJob = noClasses()
            .that()
            .resideInAnyPackage("dev.fleetshadow.simulator..", "dev.fleetshadow.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.fleetshadow.stream..", "org.apache.flink..");

    @ArchTest
    static final ArchRule onlyTheCodecKnowsJackson = only("codec", "com.fasterxml..");

    @ArchTest
    static final ArchRule onlyDetectionKnowsTribuo = only("detection", TRIBUO);

    @ArchTest
    static final ArchRule onlyTheEndpointKnowsKafka =
            only("endpoint", "org.apache.kafka..", "kafka..", "org.apache.flink.connector.kafka..");

    @ArchTest
    static final ArchRule onlySettingsReadYaml = only("settings", "org.snakeyaml..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = only("cli", "picocli..");

    @ArchTest
    static final ArchRule aNameSaysWhatAClassIsFor =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)");

    /** The broker that runs in a process of its own tells its parent on standard output that it is ready. */
    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage("dev.fleetshadow.cli..")
            .and()
            .doNotHaveFullyQualifiedName("dev.fleetshadow.endpoint.SingleNodeBroker")
            .should()
            .accessTargetWhere(PRINTS);

    private static ArchRule only(String room, String... libraries) {
        return noClasses()
                .that(DescribedPredicate.not(resideInAPackage("dev.fleetshadow." + room + "..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static boolean readsTheWallClock(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        boolean now = name.equals("now") && CLOCKS.stream().anyMatch(access.getTargetOwner()::isEquivalentTo);
        boolean clock = name.startsWith("system") && access.getTargetOwner().isEquivalentTo(Clock.class);
        boolean date = name.equals("<init>") && access.getTargetOwner().isEquivalentTo(Date.class);
        return now
                || clock
                || date
                || is(access, System.class, "currentTimeMillis")
                || is(access, System.class, "nanoTime");
    }

    private static boolean is(JavaAccess<?> access, Class<?> owner, String name) {
        return access.getTargetOwner().isEquivalentTo(owner)
                && access.getTarget().getName().equals(name);
    }

    private static int room(String name) {
        return ROOMS.indexOf("dev.fleetshadow." + name + "..");
    }
}
