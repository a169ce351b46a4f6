package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What should follow and does not is noticed once its time is up, and not a report earlier: here, 60 minutes. */
class AbsenceTest {

    private static final SymptomTracker STUCK = new SymptomTracker(
            List.of(Conditions.absence(
                    "stuck",
                    new Stage(Conditions.claims(ResourceStatus.PROVISIONING), 2),
                    new Stage(Conditions.claims(ResourceStatus.RUNNING), 1),
                    3)),
            Recovery.DEFAULT);

    @Test
    void whatDoesNotFollowInTimeIsOverdueOnce() {
        List<SymptomTracker.Step> steps = Reports.steps(STUCK, provisioning(0, 100));
        assertThat(Reports.changes(steps)).containsExactly("0 stuck/0 ENTERED", "1 stuck/0 HELD", "61 stuck/1 OVERDUE");
        Symptom overdue = steps.get(61).symptoms().get(0);
        assertThat(overdue.enteredAt()).isEqualTo(Reports.minute(0));
        assertThat(overdue.confidence()).isEqualTo(1);
        assertThat(overdue.predictedFailureAt()).isNull();
        assertThat(overdue.evidence())
                .containsExactly(
                        "what should follow within PT1H of 2026-03-01T00:01:00Z has not",
                        "the resource says it is PROVISIONING");
    }

    @Test
    void whatFollowsWithTheVeryLastReportIsInTime() {
        List<HealthReport> reports = new ArrayList<>(provisioning(0, 60));
        reports.addAll(List.of(Reports.well(61), Reports.well(62), Reports.well(63), Reports.well(64)));
        List<SymptomTracker.Step> steps = Reports.steps(STUCK, reports);
        assertThat(Reports.changes(steps))
                .containsExactly(
                        "0 stuck/0 ENTERED",
                        "1 stuck/0 HELD",
                        "61 stuck/1 ENTERED",
                        "61 stuck/1 HELD",
                        "63 stuck/0 LEFT");
        assertThat(steps.get(63).after().nothing()).isTrue();
    }

    @Test
    void whatFollowedIsNotOverdueHoweverLongTheFirstStageGoesOn() {
        List<HealthReport> reports = new ArrayList<>(provisioning(0, 10));
        reports.add(Reports.well(11));
        reports.addAll(provisioning(12, 200));
        assertThat(Reports.changes(Reports.steps(STUCK, reports)))
                .containsExactly("0 stuck/0 ENTERED", "1 stuck/0 HELD", "11 stuck/1 ENTERED", "11 stuck/1 HELD");
    }

    @Test
    void aFirstStageThatEndsInTimeLeavesNothingToWaitFor() {
        List<HealthReport> reports = new ArrayList<>(provisioning(0, 10));
        for (int minute = 11; minute < 100; minute++) {
            reports.add(Reports.failed(minute));
        }
        assertThat(Reports.changes(Reports.steps(STUCK, reports)))
                .containsExactly("0 stuck/0 ENTERED", "1 stuck/0 HELD", "13 stuck/0 LEFT");
    }

    @Test
    void timeAlsoPassesForAResourceThatHasFallenSilent() {
        List<HealthReport> reports = new ArrayList<>(provisioning(0, 58));
        reports.add(Reports.silent(63, Double.NaN));
        assertThat(Reports.changes(Reports.steps(STUCK, reports))).contains("63 stuck/1 OVERDUE");
    }

    @Test
    void oneReportTooFewOfTheFirstStageStartsNoClock() {
        List<HealthReport> reports = new ArrayList<>(provisioning(0, 0));
        reports.add(Reports.failed(1));
        reports.addAll(provisioning(100, 100));
        assertThat(Reports.changes(Reports.steps(STUCK, reports))).isEmpty();
    }

    @Test
    void aResourceThatWasOnlyProvisionedWasNeverUnwellAndOneThatWasStuckRecovers() {
        List<HealthReport> fine = new ArrayList<>(provisioning(0, 10));
        List<HealthReport> stuck = new ArrayList<>(provisioning(0, 70));
        for (int minute = 71; minute < 90; minute++) {
            fine.add(Reports.well(minute));
            stuck.add(Reports.well(minute));
        }
        assertThat(Reports.steps(STUCK, fine)).noneMatch(SymptomTracker.Step::recovered);
        assertThat(Reports.steps(STUCK, stuck).stream().filter(SymptomTracker.Step::recovered))
                .hasSize(1);
    }

    @Test
    void aSecondEpisodeIsTimedAnew() {
        List<HealthReport> reports = new ArrayList<>(provisioning(0, 70));
        for (int minute = 71; minute < 80; minute++) {
            reports.add(Reports.well(minute));
        }
        reports.addAll(provisioning(80, 150));
        assertThat(Reports.changes(Reports.steps(STUCK, reports)))
                .contains("61 stuck/1 OVERDUE", "81 stuck/0 HELD", "141 stuck/1 OVERDUE");
    }

    private static List<HealthReport> provisioning(int from, int to) {
        List<HealthReport> reports = new ArrayList<>();
        for (int minute = from; minute <= to; minute++) {
            reports.add(Reports.claiming(minute, ResourceStatus.PROVISIONING));
        }
        return reports;
    }
}
