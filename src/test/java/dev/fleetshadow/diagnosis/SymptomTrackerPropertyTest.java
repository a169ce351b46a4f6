package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a resource reports, in whatever order of time, the changes of every stage make sense. */
class SymptomTrackerPropertyTest {

    private static final int REPORTS = 400;

    private static final List<FailureMode> MODES = List.of(
            Conditions.fallback("unknown", Conditions.scoreBelow(30), 6),
            Conditions.sustained("memory", Conditions.carriedBy(0.35, Direction.UP, "*memory*"), 3, 4),
            Conditions.sustained("crash", Conditions.claims(ResourceStatus.FAILED), 2, 2),
            Conditions.sustained("predicted", Conditions.predicted("leak", 0.5), 1, 1),
            Conditions.sequence(
                    "then-silent", new Stage(Conditions.scoreBelow(40), 3), new Stage(Conditions.silence(), 1)),
            Conditions.mode(
                    "loop",
                    Shape.OSCILLATION,
                    List.of(new Stage(Conditions.claims(ResourceStatus.FAILED), 1)),
                    3,
                    2,
                    false),
            Conditions.sustained("collapse", Conditions.fallingBy(50, 5), 2, 3),
            Conditions.absence(
                    "stuck",
                    new Stage(Conditions.claims(ResourceStatus.FAILED), 2),
                    new Stage(Conditions.scoreBelow(40), 1),
                    2));

    /** As many as the modes have. */
    private static final int STAGES = 10;

    private static final SymptomTracker TRACKER = new SymptomTracker(MODES, new Recovery(70, 3));

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aStageIsEnteredThenMaybeHeldThenLeftWhateverTheTimesOfTheReports(long seed) {
        Map<String, Transition> last = new HashMap<>();
        for (SymptomTracker.Step step : Reports.steps(TRACKER, randomReports(seed))) {
            for (Symptom symptom : step.symptoms()) {
                String stage = symptom.key() + symptom.stage();
                Transition before = last.getOrDefault(stage, Transition.LEFT);
                boolean entriesCount = symptom.shape() == Shape.OSCILLATION;
                boolean awaited = symptom.shape() == Shape.ABSENCE && symptom.stage() == 1;
                switch (symptom.transition()) {
                    case ENTERED ->
                        assertThat(before == Transition.LEFT || awaited).isTrue();
                    case HELD -> assertThat(before).isEqualTo(Transition.ENTERED);
                    case LEFT ->
                        assertThat(before == Transition.HELD || (entriesCount && before == Transition.ENTERED))
                                .isTrue();
                    case OVERDUE -> assertThat(awaited).isTrue();
                }
                last.put(stage, symptom.transition());
                assertThat(symptom.confidence()).isBetween(0.0, 1.0);
            }
        }
        assertThat(last).as("something happened").isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aResourceRecoversOnlyAfterSomethingWasHeldAndOnlyOnce(long seed) {
        boolean unwell = false;
        for (SymptomTracker.Step step : Reports.steps(TRACKER, randomReports(seed))) {
            unwell |= step.symptoms().stream().anyMatch(SymptomTrackerPropertyTest::unwell);
            if (step.recovered()) {
                assertThat(unwell).isTrue();
                unwell = false;
            }
            assertThat(step.after().unwell()).isEqualTo(unwell);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aStepDependsOnWhatIsRememberedAndTheReportOnlyAndChangesNeither(long seed) {
        Watched watched = Watched.NOTHING;
        for (HealthReport report : randomReports(seed)) {
            Watched copy = new Watched(
                    Map.copyOf(watched.stages()),
                    watched.named(),
                    watched.unwell(),
                    watched.wellReports(),
                    List.copyOf(watched.scores()));
            SymptomTracker.Step step = TRACKER.next(watched, report);
            assertThat(TRACKER.next(copy, report)).isEqualTo(step);
            assertThat(watched).isEqualTo(copy);
            assertThat(step.after().stages()).hasSizeLessThanOrEqualTo(STAGES);
            assertThat(step.after().scores()).hasSizeLessThanOrEqualTo(5);
            watched = step.after();
        }
    }

    private static boolean unwell(Symptom symptom) {
        return switch (symptom.shape()) {
            case SUSTAINED, SEQUENCE, OSCILLATION -> symptom.transition() == Transition.HELD;
            case ABSENCE -> symptom.transition() == Transition.OVERDUE;
        };
    }

    /** Runs of alike reports, each run begun at a random time, so that time jumps back as often as on. */
    private static List<HealthReport> randomReports(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HealthReport> reports = new ArrayList<>();
        while (reports.size() < REPORTS) {
            int kind = random.nextInt(7);
            int from = random.nextInt(10_000);
            int length = 1 + random.nextInt(8);
            for (int i = 0; i < length; i++) {
                reports.add(report(kind, from + i * (random.nextInt(3) - 1), random));
            }
        }
        return reports;
    }

    private static HealthReport report(int kind, int minute, SplittableRandom random) {
        double score = 100 * random.nextDouble();
        return switch (kind) {
            case 0 -> Reports.well(minute);
            case 1 -> Reports.scored(minute, 0.4 * score, Reports.share("memory", 3, random.nextDouble()));
            case 2 -> Reports.failed(minute);
            case 3 -> Reports.silent(minute, score);
            case 4 -> Reports.predicting(minute, score, "leak", random.nextDouble());
            case 5 -> Reports.witnessed(minute, 0.3 * score, random.nextDouble());
            default -> Reports.scored(minute, Double.NaN);
        };
    }
}
