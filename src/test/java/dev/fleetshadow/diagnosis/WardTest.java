package dev.fleetshadow.diagnosis;

import static dev.fleetshadow.diagnosis.WardRound.LOW;
import static dev.fleetshadow.diagnosis.WardRound.LOW_THEN_SILENT;
import static dev.fleetshadow.diagnosis.WardRound.VERY_LOW;
import static dev.fleetshadow.diagnosis.WardRound.WARD;
import static dev.fleetshadow.diagnosis.WardRound.minute;
import static dev.fleetshadow.diagnosis.WardRound.ward;
import static dev.fleetshadow.diagnosis.WardRound.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Reporting;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A resource is followed from the first sign of trouble until it is well again, and not a report longer than needed. */
class WardTest {

    private final WardRound round = new WardRound();

    @Test
    void theWellAreNeitherSeenNorRemembered() {
        for (double score : List.of(100.0, 71.0, 55.0, 41.0, 99.0)) {
            round.see(WARD, web().score(score));
            assertThat(round.watched).isEqualTo(Watched.NOTHING);
        }
        assertThat(round.sightings).isEmpty();
        assertThat(round.symptoms).isEmpty();
    }

    @Test
    void anUnwellResourceIsSeenWithEveryReportAndItsModesOnlyWhereTheReportShowsThem() {
        for (double score : List.of(30.0, 30.0, 90.0, 60.0, 90.0, 90.0, 90.0, 90.0)) {
            round.see(WARD, web().score(score));
        }
        assertThat(round.sightings)
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
        round.see(ward, web().score(20));
        round.see(ward, web().score(20));
        round.see(ward, web().silent());
        assertThat(round.sightings)
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
        round.see(ward, web().status(ResourceStatus.PROVISIONING));
        round.see(ward, web());
        assertThat(round.sightings).as("it followed").isEmpty();
        for (int well = 0; well < 5; well++) {
            round.see(ward, web());
        }
        for (int stuck = 0; stuck < 62; stuck++) {
            round.see(ward, web().status(ResourceStatus.PROVISIONING));
        }
        assertThat(round.sightings)
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
        round.see(ward, web().status(ResourceStatus.PROVISIONING));
        round.see(ward, web().score(20));
        round.see(ward, web().score(20));
        assertThat(round.watched.stages()).containsKeys("stuck/0/ABSENCE", "stuck/1/ABSENCE");
        assertThat(round.sightings).extracting(Sighting::held).containsExactly(List.of("low"));
    }

    @Test
    void whoMovesWhileUnwellIsSeenAndRecoversWhereTheTroubleBegan() {
        round.see(WARD, Reporting.of("web-1", "old").score(30));
        round.see(WARD, Reporting.of("web-1", "web").score(30));
        for (int well = 0; well < 3; well++) {
            round.see(WARD, Reporting.of("web-1", "new").score(90));
        }
        assertThat(round.sightings).hasSize(4).extracting(Sighting::group).containsOnly("web");
        assertThat(round.sightings.get(3).recovered()).isTrue();
        assertThat(round.sightings.get(3).resource().group()).isEqualTo("web");
        round.see(WARD, Reporting.of("web-1", "new").score(30));
        round.see(WARD, Reporting.of("web-1", "new").score(30));
        assertThat(round.sightings.get(4).group()).as("the next trouble").isEqualTo("new");
    }

    @Test
    void whoOnlyFailedOrOnlyFellSilentIsUnwellUntilItHasRecovered() {
        for (Reporting down : List.of(web().status(ResourceStatus.FAILED), web().silent())) {
            round.sightings.clear();
            round.see(WARD, down);
            round.see(WARD, web().announced());
            round.see(WARD, web());
            round.see(WARD, web().status(ResourceStatus.DEGRADED));
            round.see(WARD, web());
            round.see(WARD, web());
            round.see(WARD, web());
            round.see(WARD, web());
            assertThat(round.symptoms).isEmpty();
            assertThat(round.sightings)
                    .hasSize(7)
                    .allSatisfy(seen -> assertThat(seen.held()).isEmpty());
            assertThat(round.sightings)
                    .extracting(Sighting::recovered)
                    .containsExactly(false, false, false, false, false, false, true);
        }
    }

    @Test
    void aModeThatIsGoneIsLeftIfItWasHeldAndTheResourceStaysUnwell() {
        round.see(WARD, web().score(5));
        round.see(WARD, web().score(5));
        round.symptoms.clear();
        round.see(ward(VERY_LOW), web().score(5));
        assertThat(round.symptoms)
                .extracting(Symptom::mode, Symptom::shape, Symptom::stage, Symptom::transition, Symptom::enteredAt)
                .containsExactly(tuple("low", Shape.SUSTAINED, 0, Transition.LEFT, minute(0)));
        assertThat(round.sightings.get(1).held()).containsExactly("very-low");
        for (int well = 0; well < 3; well++) {
            round.see(ward(VERY_LOW), web().score(90));
        }
        assertThat(round.sightings).extracting(Sighting::recovered).containsExactly(false, false, false, false, true);
    }

    @Test
    void aModeThatIsGoneAndWasOnlyEnteredIsForgottenWithoutAWord() {
        round.see(WARD, web().score(20));
        round.see(ward(VERY_LOW), web().score(20));
        round.see(WARD, web().score(20));
        assertThat(round.symptoms).isEmpty();
        round.see(WARD, web().score(20));
        assertThat(round.symptoms)
                .extracting(Symptom::transition, Symptom::enteredAt)
                .containsExactly(tuple(Transition.ENTERED, minute(2)), tuple(Transition.HELD, minute(2)));
    }

    @Test
    void aModeOfAnotherShapeUnderTheSameNameBeginsAnew() {
        Ward sequence = ward(Conditions.sequence(
                "low", new Stage(Conditions.scoreBelow(40), 2), new Stage(Conditions.silence(), 1)));
        round.see(WARD, web().score(20));
        round.see(WARD, web().score(20));
        round.symptoms.clear();
        round.see(sequence, web().score(20));
        round.see(sequence, web().score(20));
        assertThat(round.symptoms)
                .extracting(Symptom::shape, Symptom::transition, Symptom::enteredAt)
                .containsExactly(
                        tuple(Shape.SUSTAINED, Transition.LEFT, minute(0)),
                        tuple(Shape.SEQUENCE, Transition.ENTERED, minute(2)),
                        tuple(Shape.SEQUENCE, Transition.HELD, minute(2)));
        assertThat(round.symptoms).extracting(Symptom::ends).containsExactly(true, false, false);
    }

    @Test
    void whateverThePolicyWaitsForNobodyIsRememberedBeyondTheCalmReportsThatAreSeen() {
        FailureMode stubborn = Conditions.sustained("stubborn", Conditions.claims(ResourceStatus.RUNNING), 1, 60);
        Ward ward = new Ward(List.of(stubborn), new Recovery(70, 60));
        round.see(ward, web().score(20));
        for (int calm = 1; calm < HealthReport.ATTENDED_CALM_REPORTS; calm++) {
            round.see(ward, web().wellFor(calm));
        }
        assertThat(round.sightings).noneMatch(Sighting::recovered);
        round.symptoms.clear();
        round.see(ward, web().wellFor(HealthReport.ATTENDED_CALM_REPORTS));
        assertThat(round.watched).isEqualTo(Watched.NOTHING);
        assertThat(round.symptoms).extracting(Symptom::transition).containsExactly(Transition.LEFT);
        assertThat(round.sightings.get(round.sightings.size() - 1).recovered()).isTrue();
    }
}
