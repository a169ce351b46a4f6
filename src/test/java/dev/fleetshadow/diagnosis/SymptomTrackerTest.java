package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.health.HealthReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tracker speaks when something changed, and says nothing in between. */
class SymptomTrackerTest {

    private static final SymptomTracker LOW = tracker(Conditions.sustained("low", Conditions.scoreBelow(40), 3, 2));

    @Test
    void aStageIsHeldByAsManyReportsInARowAsItAsksForAndSaysSoOnce() {
        List<SymptomTracker.Step> steps = Reports.steps(LOW, scores(90, 30, 30, 30, 30, 30, 30));
        assertThat(Reports.changes(steps)).containsExactly("1 low/0 ENTERED", "3 low/0 HELD");
        assertThat(steps.get(3).symptoms().get(0).enteredAt()).isEqualTo(Reports.minute(1));
    }

    @Test
    void oneReportTooFewIsANearMissOfWhichNothingIsSaid() {
        List<SymptomTracker.Step> steps = Reports.steps(LOW, scores(30, 30, 50, 30, 30, 50));
        assertThat(Reports.changes(steps)).isEmpty();
        assertThat(steps.get(5).after().nothing()).isTrue();
    }

    @Test
    void aHeldStageIsLeftOnlyAfterItsRelease() {
        List<SymptomTracker.Step> steps = Reports.steps(LOW, scores(30, 30, 30, 50, 30, 50, 50, 50));
        assertThat(Reports.changes(steps)).containsExactly("0 low/0 ENTERED", "2 low/0 HELD", "6 low/0 LEFT");
    }

    @Test
    void aResourceIsWellAgainAfterEnoughGoodReportsInARow() {
        List<SymptomTracker.Step> steps =
                Reports.steps(LOW, scores(30, 30, 30, 90, 90, 90, 90, 60, 90, 90, 90, 90, 90, 90));
        assertThat(recoveries(steps)).containsExactly(12);
        assertThat(steps.get(12).after().nothing()).isTrue();
    }

    @Test
    void aResourceThatWasNeverUnwellDoesNotRecover() {
        assertThat(recoveries(Reports.steps(LOW, scores(30, 30, 90, 90, 90, 90, 90, 90, 90))))
                .isEmpty();
    }

    @Test
    void neitherSilenceNorAFailedStatusCountsAsWell() {
        List<HealthReport> reports = new ArrayList<>(scores(30, 30, 30, 90, 90, 90, 90));
        reports.add(Reports.silent(7, 95));
        reports.addAll(List.of(Reports.well(8), Reports.well(9), Reports.well(10), Reports.well(11)));
        reports.add(Reports.failed(12));
        assertThat(recoveries(Reports.steps(LOW, reports))).isEmpty();
    }

    @Test
    void aRelapseAfterARecoveryIsANewEpisodeEvenWithinTheRelease() {
        SymptomTracker slow = tracker(Conditions.sustained("low", Conditions.scoreBelow(40), 3, 15));
        List<SymptomTracker.Step> steps = Reports.steps(slow, scores(30, 30, 30, 90, 90, 90, 90, 90, 30, 30, 30, 30));
        assertThat(recoveries(steps)).containsExactly(7);
        assertThat(Reports.changes(steps))
                .containsExactly("0 low/0 ENTERED", "2 low/0 HELD", "7 low/0 LEFT", "8 low/0 ENTERED", "10 low/0 HELD");
    }

    @Test
    void aFallbackSpeaksOnlyWhereNoOtherModeDoes() {
        SymptomTracker tracker = tracker(
                Conditions.fallback("unknown", Conditions.scoreBelow(40), 4),
                Conditions.sustained("memory", Conditions.carriedBy(0.3, Direction.UP, "*memory*"), 3, 2));
        List<HealthReport> named = new ArrayList<>();
        List<HealthReport> unnamed = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            named.add(Reports.scored(minute, 20, Reports.share("memory", 5, 0.9)));
            unnamed.add(Reports.scored(minute, 20, Reports.share("cpu", 5, 0.9)));
        }
        assertThat(Reports.changes(Reports.steps(tracker, named)))
                .containsExactly("0 memory/0 ENTERED", "2 memory/0 HELD");
        assertThat(Reports.changes(Reports.steps(tracker, unnamed)))
                .containsExactly("0 unknown/0 ENTERED", "3 unknown/0 HELD");
    }

    @Test
    void theFirstStageOfASequenceDoesNotKeepTheFallbackQuiet() {
        SymptomTracker tracker = tracker(
                Conditions.sequence(
                        "degraded-then-silent",
                        new Stage(Conditions.scoreBelow(40), 2),
                        new Stage(Conditions.silence(), 1)),
                Conditions.fallback("unknown", Conditions.scoreBelow(30), 4));
        assertThat(Reports.changes(Reports.steps(tracker, scores(20, 20, 20, 20))))
                .contains("1 degraded-then-silent/0 HELD", "3 unknown/0 HELD");
    }

    @Test
    void bothStagesOfASequenceAreReported() {
        SymptomTracker tracker = tracker(Conditions.sequence(
                "degraded-then-silent", new Stage(Conditions.scoreBelow(40), 2), new Stage(Conditions.silence(), 1)));
        List<HealthReport> reports = new ArrayList<>(scores(30, 30));
        reports.add(Reports.silent(20, 30));
        assertThat(Reports.changes(Reports.steps(tracker, reports)))
                .containsExactly(
                        "0 degraded-then-silent/0 ENTERED",
                        "1 degraded-then-silent/0 HELD",
                        "20 degraded-then-silent/0 LEFT",
                        "20 degraded-then-silent/1 ENTERED",
                        "20 degraded-then-silent/1 HELD");
    }

    @Test
    void confidenceIsTheSecondOpinionsPlausibilityAsFarAsTheDataAreGood() {
        SymptomTracker tracker = tracker(Conditions.sustained("low", Conditions.scoreBelow(40), 1, 1));
        assertThat(confidence(tracker, Reports.scored(0, 10))).isCloseTo(0.5, within(1e-12));
        assertThat(confidence(tracker, Reports.witnessed(0, 10, 0.9))).isCloseTo(0.9, within(1e-12));
        assertThat(confidence(tracker, Reports.witnessed(0, 10, 0.1))).isCloseTo(0.1, within(1e-12));
        assertThat(confidence(tracker, Reports.witnessed(0, 10, 0.9, 0.25))).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void aModeThatExplainsLessThanHalfOfTheScoreIsBelievedTheLess() {
        SymptomTracker tracker =
                tracker(Conditions.sustained("memory", Conditions.carriedBy(0.2, Direction.UP, "memory"), 1, 1));
        assertThat(confidence(tracker, Reports.scored(0, 10, Reports.share("memory", 6, 0.25))))
                .isCloseTo(0.25, within(1e-12));
        assertThat(confidence(tracker, Reports.scored(0, 10, Reports.share("memory", 6, 0.75))))
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void evidenceNamesTheSecondOpinion() {
        SymptomTracker tracker = tracker(Conditions.sustained("low", Conditions.scoreBelow(40), 1, 1));
        assertThat(held(tracker, Reports.witnessed(0, 10, 0.87)).evidence())
                .containsExactly("witness finds it 87 % plausible");
    }

    @Test
    void aHeldStageCarriesItsEvidenceAndTheExpectedFailure() {
        SymptomTracker tracker = tracker(Conditions.sustained("leak", Conditions.predicted("leak", 0.5), 1, 1));
        Symptom held = held(tracker, Reports.predicting(5, 90, "leak", 0.9));
        assertThat(held.predictedFailureAt()).isEqualTo(Reports.minute(65));
        assertThat(held.evidence()).containsExactly("the resource itself expects leak");
        Symptom low = held(
                tracker(Conditions.sustained("low", Conditions.scoreBelow(40), 1, 1)),
                Reports.scored(0, 10, Reports.share("memory", 6.14, 0.9)));
        assertThat(low.evidence()).containsExactly("memory +6.1σ");
        assertThat(low.predictedFailureAt()).isNull();
    }

    @Test
    void aPredictedBreachSaysWhenTheFailureIsExpectedAndHowSureThatIs() {
        Condition filling = Conditions.breach(Duration.ofHours(6), "*disk*");
        SymptomTracker tracker =
                new SymptomTracker(List.of(Conditions.sustained("disk-filling", filling, 2, 5)), Recovery.DEFAULT);
        List<HealthReport> reports = List.of(
                Reports.heading(0, "disk.used", Duration.ofHours(3)),
                Reports.heading(1, "disk.used", Duration.ofHours(3)));
        List<SymptomTracker.Step> steps = Reports.steps(tracker, reports);
        Symptom held = steps.get(1).symptoms().get(1);
        assertThat(held.transition()).isEqualTo(Transition.HELD);
        assertThat(held.predictedFailureAt())
                .isEqualTo(reports.get(1).observedAt().plus(Duration.ofHours(3)));
        assertThat(held.confidence()).isEqualTo(0.97);
        assertThat(held.evidence()).anySatisfy(line -> assertThat(line).startsWith("disk.used reaches 1.0 about"));
    }

    @Test
    void entriesAreToldAtOnceWhereTheyAreWhatCounts() {
        List<Stage> low = List.of(new Stage(Conditions.scoreBelow(40), 3));
        SymptomTracker tracker = tracker(Conditions.mode("loop", Shape.OSCILLATION, low, 3, 2, false));
        List<SymptomTracker.Step> steps = Reports.steps(tracker, scores(30, 90, 30, 30, 30, 90, 90));
        assertThat(Reports.changes(steps))
                .containsExactly(
                        "0 loop/0 ENTERED", "1 loop/0 LEFT", "2 loop/0 ENTERED", "4 loop/0 HELD", "6 loop/0 LEFT");
    }

    @Test
    void aFallbackThatSpokeKeepsOtherFallbacksQuietUntilTheResourceIsWellAgain() {
        SymptomTracker tracker = tracker(
                Conditions.fallback("collapse", Conditions.scoreBelow(20), 2),
                Conditions.fallback("unknown", Conditions.scoreBelow(40), 3));
        assertThat(Reports.changes(Reports.steps(tracker, scores(10, 10, 10, 10, 30, 30, 30, 30, 30))))
                .containsExactly("0 collapse/0 ENTERED", "1 collapse/0 HELD", "4 collapse/0 LEFT");
    }

    @Test
    void aFallIsMeasuredFromTheBestOfTheReportsAskedFor() {
        SymptomTracker tracker = tracker(Conditions.sustained("collapse", Conditions.fallingBy(40, 3), 1, 1));
        assertThat(Reports.changes(Reports.steps(tracker, scores(100, 69, 65, 62, 29))))
                .as("40 below the best of three before")
                .containsExactly("4 collapse/0 ENTERED", "4 collapse/0 HELD");
        assertThat(Reports.changes(Reports.steps(tracker, scores(100, 69, 65, 61, 45, 29, 22))))
                .as("as low, but slowly")
                .isEmpty();
    }

    @Test
    void aFallThatBeganAmongHealthyReportsIsMeasuredFromTheLastOfThem() {
        SymptomTracker tracker = tracker(Conditions.sustained("collapse", Conditions.fallingBy(40, 10), 1, 1));
        assertThat(Reports.changes(Reports.steps(tracker, scores(99, 72, 33)))).isEmpty();
        assertThat(Reports.changes(Reports.steps(tracker, scores(99, 72, 32)))).contains("2 collapse/0 HELD");
    }

    @Test
    void aFallSaysFromWhereItFell() {
        SymptomTracker tracker = tracker(Conditions.sustained("collapse", Conditions.fallingBy(40, 10), 2, 1));
        List<SymptomTracker.Step> steps = Reports.steps(tracker, scores(100, 20, 20));
        assertThat(steps.get(2).symptoms().get(1).evidence()).containsExactly("the score fell from 100 to 20");
    }

    @Test
    void scoresAreRememberedOnlyWhereAFallIsAskedForAndOnlyWhileOneOfThemIsNotWell() {
        assertThat(Reports.steps(LOW, scores(60, 60)).get(1).after().nothing()).isTrue();
        SymptomTracker tracker = tracker(Conditions.sustained("collapse", Conditions.fallingBy(90, 3), 1, 1));
        List<SymptomTracker.Step> steps = Reports.steps(tracker, scores(100, 60, 80, 81, 82));
        assertThat(steps.get(0).after().nothing()).isTrue();
        assertThat(steps.get(1).after().scores()).containsExactly(100.0, 60.0);
        assertThat(steps.get(3).after().scores()).containsExactly(60.0, 80.0, 81.0);
        assertThat(steps.get(4).after().nothing()).isTrue();
    }

    @Test
    void whatIsDestructiveIsToldWithEverySymptom() {
        FailureMode low = Conditions.sustained("low", Conditions.scoreBelow(40), 1, 1);
        FailureMode filling =
                new FailureMode("filling", "", low.shape(), low.stages(), low.within(), 1, 1, false, true);
        assertThat(tracker(low, filling)
                        .next(Watched.NOTHING, Reports.scored(0, 10))
                        .symptoms())
                .extracting(symptom -> symptom.mode() + " " + symptom.destructive())
                .containsExactly("low false", "low false", "filling true", "filling true");
    }

    private static double confidence(SymptomTracker tracker, HealthReport report) {
        return held(tracker, report).confidence();
    }

    private static Symptom held(SymptomTracker tracker, HealthReport report) {
        List<Symptom> symptoms = tracker.next(Watched.NOTHING, report).symptoms();
        assertThat(symptoms).extracting(Symptom::transition).containsExactly(Transition.ENTERED, Transition.HELD);
        return symptoms.get(1);
    }

    private static SymptomTracker tracker(FailureMode... modes) {
        return new SymptomTracker(List.of(modes), Recovery.DEFAULT);
    }

    private static List<HealthReport> scores(double... scores) {
        List<HealthReport> reports = new ArrayList<>();
        for (double score : scores) {
            reports.add(Reports.scored(reports.size(), score));
        }
        return reports;
    }

    private static List<Integer> recoveries(List<SymptomTracker.Step> steps) {
        List<Integer> recoveries = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).recovered()) {
                recoveries.add(i);
            }
        }
        return recoveries;
    }
}
