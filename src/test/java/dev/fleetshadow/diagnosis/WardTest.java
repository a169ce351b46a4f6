package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Reporting;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A resource is followed from the first sign of trouble until it is well again, and not a report longer than needed. */
class WardTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Recovery RECOVERY = new Recovery(70, 3);
    private static final FailureMode LOW = Conditions.sustained("low", Conditions.scoreBelow(40), 2, 4);
    private static final FailureMode VERY_LOW = Conditions.sustained("very-low", Conditions.scoreBelow(10), 2, 4);
    private static final FailureMode LOW_THEN_SILENT = Conditions.sequence(
            "then-silent", new Stage(Conditions.scoreBelow(40), 2), new Stage(Conditions.silence(), 1));
    private static final Ward WARD = ward(LOW, VERY_LOW);

    private final List<Symptom> symptoms = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private Watched watched = Watched.NOTHING;
    private int minute;

    @Test
    void theWellAreNeitherSeenNorRemembered() {
        for (double score : List.of(100.0, 71.0, 55.0, 41.0, 99.0)) {
            see(WARD, web().score(score));
            assertThat(watched).isEqualTo(Watched.NOTHING);
        }
        assertThat(sightings).isEmpty();
        assertThat(symptoms).isEmpty();
    }

    @Test
    void anUnwellResourceIsSeenWithEveryReportAndItsModesOnlyWhereTheReportShowsThem() {
        for (double score : List.of(30.0, 30.0, 90.0, 60.0, 90.0, 90.0, 90.0, 90.0)) {
            see(WARD, web().score(score));
        }
        assertThat(sightings)
                .extracting(Sighting::at, Sighting::score, Sighting::held, Sighting::recovered)
                .containsExactly(
                        tuple(minute(1), 30.0, List.of("low"), false),
                        tuple(minute(2), 90.0, List.of(), false),
                        tuple(minute(3), 60.0, List.of(), false),
                        tuple(minute(4), 90.0, List.of(), false),
                        tuple(minute(5), 90.0, List.of(), false),
                        tuple(minute(6), 90.0, List.of(), true));
    }

    @Test
    void onlyAModeThatHasRunItsCourseIsHeld() {
        Ward ward = ward(VERY_LOW, LOW_THEN_SILENT, LOW);
        see(ward, web().score(20));
        see(ward, web().score(20));
        see(ward, web().silent());
        assertThat(sightings)
                .extracting(Sighting::held, Sighting::level)
                .containsExactly(
                        tuple(List.of("low"), HealthLevel.CRITICAL),
                        tuple(List.of("then-silent", "low"), HealthLevel.SILENT));
    }

    @Test
    void whatShouldFollowIsHeldOnlyOnceItIsOverdue() {
        Ward ward = ward(Conditions.absence(
                "stuck",
                new Stage(Conditions.claims(ResourceStatus.PROVISIONING), 1),
                new Stage(Conditions.claims(ResourceStatus.RUNNING), 1),
                4));
        see(ward, web().status(ResourceStatus.PROVISIONING));
        see(ward, web());
        assertThat(sightings).as("it followed").isEmpty();
        for (int well = 0; well < 5; well++) {
            see(ward, web());
        }
        for (int stuck = 0; stuck < 62; stuck++) {
            see(ward, web().status(ResourceStatus.PROVISIONING));
        }
        assertThat(sightings)
                .extracting(Sighting::held, Sighting::at)
                .containsExactly(tuple(List.of("stuck"), minute(67)), tuple(List.of("stuck"), minute(68)));
    }

    @Test
    void whatFollowedIsNotHeldWhateverElseIs() {
        Ward ward = ward(
                Conditions.absence(
                        "stuck",
                        new Stage(Conditions.claims(ResourceStatus.PROVISIONING), 1),
                        new Stage(Conditions.claims(ResourceStatus.RUNNING), 1),
                        4),
                LOW);
        see(ward, web().status(ResourceStatus.PROVISIONING));
        see(ward, web().score(20));
        see(ward, web().score(20));
        assertThat(watched.stages()).containsKeys("stuck/0/ABSENCE", "stuck/1/ABSENCE");
        assertThat(sightings).extracting(Sighting::held).containsExactly(List.of("low"));
    }

    @Test
    void whoMovesWhileUnwellIsSeenAndRecoversWhereTheTroubleBegan() {
        see(WARD, Reporting.of("web-1", "old").score(30));
        see(WARD, Reporting.of("web-1", "web").score(30));
        for (int well = 0; well < 3; well++) {
            see(WARD, Reporting.of("web-1", "new").score(90));
        }
        assertThat(sightings).hasSize(4).extracting(Sighting::group).containsOnly("web");
        assertThat(sightings.get(3).recovered()).isTrue();
        assertThat(sightings.get(3).resource().group()).isEqualTo("web");
        see(WARD, Reporting.of("web-1", "new").score(30));
        see(WARD, Reporting.of("web-1", "new").score(30));
        assertThat(sightings.get(4).group()).as("the next trouble").isEqualTo("new");
    }

    @Test
    void whoOnlyFailedOrOnlyFellSilentIsUnwellUntilItHasRecovered() {
        for (Reporting down : List.of(web().status(ResourceStatus.FAILED), web().silent())) {
            sightings.clear();
            see(WARD, down);
            see(WARD, web().announced());
            see(WARD, web());
            see(WARD, web().status(ResourceStatus.DEGRADED));
            see(WARD, web());
            see(WARD, web());
            see(WARD, web());
            see(WARD, web());
            assertThat(symptoms).isEmpty();
            assertThat(sightings)
                    .hasSize(7)
                    .allSatisfy(seen -> assertThat(seen.held()).isEmpty());
            assertThat(sightings)
                    .extracting(Sighting::recovered)
                    .containsExactly(false, false, false, false, false, false, true);
        }
    }

    @Test
    void aModeThatIsGoneIsLeftIfItWasHeldAndTheResourceStaysUnwell() {
        see(WARD, web().score(5));
        see(WARD, web().score(5));
        symptoms.clear();
        see(ward(VERY_LOW), web().score(5));
        assertThat(symptoms)
                .extracting(Symptom::mode, Symptom::shape, Symptom::stage, Symptom::transition, Symptom::enteredAt)
                .containsExactly(tuple("low", Shape.SUSTAINED, 0, Transition.LEFT, minute(0)));
        assertThat(sightings.get(1).held()).containsExactly("very-low");
        for (int well = 0; well < 3; well++) {
            see(ward(VERY_LOW), web().score(90));
        }
        assertThat(sightings).extracting(Sighting::recovered).containsExactly(false, false, false, false, true);
    }

    @Test
    void aModeThatIsGoneAndWasOnlyEnteredIsForgottenWithoutAWord() {
        see(WARD, web().score(20));
        see(ward(VERY_LOW), web().score(20));
        see(WARD, web().score(20));
        assertThat(symptoms).isEmpty();
        see(WARD, web().score(20));
        assertThat(symptoms)
                .extracting(Symptom::transition, Symptom::enteredAt)
                .containsExactly(tuple(Transition.ENTERED, minute(2)), tuple(Transition.HELD, minute(2)));
    }

    @Test
    void aModeOfAnotherShapeUnderTheSameNameBeginsAnew() {
        Ward sequence = ward(Conditions.sequence(
                "low", new Stage(Conditions.scoreBelow(40), 2), new Stage(Conditions.silence(), 1)));
        see(WARD, web().score(20));
        see(WARD, web().score(20));
        symptoms.clear();
        see(sequence, web().score(20));
        see(sequence, web().score(20));
        assertThat(symptoms)
                .extracting(Symptom::shape, Symptom::transition, Symptom::enteredAt)
                .containsExactly(
                        tuple(Shape.SUSTAINED, Transition.LEFT, minute(0)),
                        tuple(Shape.SEQUENCE, Transition.ENTERED, minute(2)),
                        tuple(Shape.SEQUENCE, Transition.HELD, minute(2)));
        assertThat(symptoms).extracting(Symptom::ends).containsExactly(true, false, false);
    }

    @Test
    void whateverThePolicyWaitsForNobodyIsRememberedBeyondTheCalmReportsThatAreSeen() {
        FailureMode stubborn = Conditions.sustained("stubborn", Conditions.claims(ResourceStatus.RUNNING), 1, 60);
        Ward ward = new Ward(List.of(stubborn), new Recovery(70, 60));
        see(ward, web().score(20));
        for (int calm = 1; calm < HealthReport.ATTENDED_CALM_REPORTS; calm++) {
            see(ward, web().wellFor(calm));
        }
        assertThat(sightings).noneMatch(Sighting::recovered);
        symptoms.clear();
        see(ward, web().wellFor(HealthReport.ATTENDED_CALM_REPORTS));
        assertThat(watched).isEqualTo(Watched.NOTHING);
        assertThat(symptoms).extracting(Symptom::transition).containsExactly(Transition.LEFT);
        assertThat(sightings.get(sightings.size() - 1).recovered()).isTrue();
    }

    @Test
    void whatIsToldAgainIsRecognisedUntilTheCalmReportsThatAreSeenHaveEnded() {
        List<HealthReport> told = new ArrayList<>();
        for (double score : List.of(30.0, 90.0, 90.0)) {
            told.add(see(WARD, web().score(score)));
        }
        assertThat(watched.nothing()).isTrue();
        assertThat(told).noneMatch(watched::precedes);
        see(WARD, web().wellFor(HealthReport.ATTENDED_CALM_REPORTS - 1));
        assertThat(told).noneMatch(watched::precedes);
        see(WARD, web().wellFor(HealthReport.ATTENDED_CALM_REPORTS));
        assertThat(watched).isEqualTo(Watched.NOTHING);
    }

    @Test
    void aSlowClockAfterASilenceIsNoRepetition() {
        HealthReport before = see(WARD, web());
        HealthReport silence = web().silent().at(minute(120));
        take(WARD, silence);
        assertThat(watched.precedes(silence)).isFalse();
        assertThat(watched.precedes(before)).isFalse();
        HealthReport after = web().announced().at(minute(1));
        take(WARD, after);
        assertThat(watched.precedes(silence)).isFalse();
        assertThat(watched.precedes(after)).isFalse();
        assertThat(watched.precedes(web().at(minute(2)))).isTrue();
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** As a topic repeats what was written since the last checkpoint, again and again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void repetitionsChangeNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HealthReport> reports = randomReports(random);
        List<Object> once = said(reports);
        List<HealthReport> told = new ArrayList<>();
        for (int next = 0; next < reports.size(); ) {
            int from = Math.max(0, next - random.nextInt(HealthReport.ATTENDED_CALM_REPORTS));
            int to = Math.min(reports.size(), next + 1 + random.nextInt(40));
            told.addAll(reports.subList(from, to));
            next = to;
        }
        assertThat(told).hasSizeGreaterThan(reports.size());
        assertThat(said(told)).isEqualTo(once);
        assertThat(once).hasAtLeastOneElementOfType(Symptom.class).hasAtLeastOneElementOfType(Sighting.class);
    }

    /** What is said, in the order of the reports. */
    private static List<Object> said(List<HealthReport> reports) {
        Ward ward = ward(LOW, VERY_LOW, LOW_THEN_SILENT);
        List<Object> said = new ArrayList<>();
        Watched watched = Watched.NOTHING;
        for (HealthReport report : reports) {
            if (watched.precedes(report)) {
                Ward.Visit visit = ward.next(watched, report);
                watched = visit.after();
                said.addAll(visit.symptoms());
                if (visit.sighting() != null) {
                    said.add(visit.sighting());
                }
            }
        }
        return said;
    }

    private static List<HealthReport> randomReports(SplittableRandom random) {
        List<HealthReport> reports = new ArrayList<>();
        int calm = 0;
        boolean silent = false;
        for (int i = 0; i < 1_000; i++) {
            boolean troubled = random.nextInt(100) < (i / 100 % 2 == 0 ? 60 : 1);
            calm = troubled ? 0 : calm + 1;
            Reporting report = web().wellFor(calm).score(troubled ? random.nextInt(60) : 95);
            if (silent) {
                report.announced();
            }
            silent = troubled && random.nextInt(10) == 0;
            if (silent) {
                report = web().silent();
            }
            if (calm <= HealthReport.ATTENDED_CALM_REPORTS) {
                reports.add(report.at(minute(i)));
            }
        }
        return reports;
    }

    private HealthReport see(Ward ward, Reporting report) {
        return take(ward, report.at(minute(minute++)));
    }

    private HealthReport take(Ward ward, HealthReport report) {
        assertThat(watched.precedes(report)).isTrue();
        Ward.Visit visit = ward.next(watched, report);
        watched = visit.after();
        symptoms.addAll(visit.symptoms());
        if (Objects.nonNull(visit.sighting())) {
            sightings.add(visit.sighting());
        }
        return report;
    }

    private static Ward ward(FailureMode... modes) {
        return new Ward(List.of(modes), RECOVERY);
    }

    private static Reporting web() {
        return Reporting.of("web-1", "web");
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
