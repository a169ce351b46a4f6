package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.diagnosis.Condition;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.DiagnosisMatcher;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.ForeseenAsked;
import dev.fleetshadow.diagnosis.MetricsAsked;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.diagnosis.ScoreAsked;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Stage;
import dev.fleetshadow.diagnosis.StateAsked;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.SymptomTracker;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Reporting;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever befalls a resource, the plain matcher and Flink CEP make the same diagnoses of it, in the same order. */
class MatcherAgreesWithCepTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int SEEDS = 300;
    private static final int REPORTS = 400;
    private static final int SYMPTOMS = 120;

    private static final List<FailureMode> MODES = List.of(
            mode("low", Shape.SUSTAINED, 1, 2, new Stage(scoreBelow(40), 3)),
            mode("crash", Shape.SUSTAINED, 1, 2, new Stage(claims(ResourceStatus.FAILED), 1)),
            mode("then-silent", Shape.SEQUENCE, 1, 1, new Stage(scoreBelow(60), 2), new Stage(silence(), 1)),
            mode("then-failed", Shape.SEQUENCE, 1, 3, new Stage(scoreBelow(40), 1), failed(2)),
            mode("twice", Shape.OSCILLATION, 2, 1, failed(1)),
            mode("loop", Shape.OSCILLATION, 4, 2, new Stage(scoreBelow(30), 1)),
            mode("stuck", Shape.ABSENCE, 1, 3, new Stage(claims(ResourceStatus.PROVISIONING), 2), failed(1)),
            mode("unanswered", Shape.ABSENCE, 1, 5, new Stage(scoreBelow(60), 1), new Stage(scoreBelow(20), 2)));

    @Test
    void ofRandomReports() throws Exception {
        SymptomTracker tracker = new SymptomTracker(MODES, new Recovery(70, 3));
        List<Symptom> symptoms = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Watched watched = Watched.NOTHING;
            for (HealthReport report : randomReports(seed)) {
                SymptomTracker.Step step = tracker.next(watched, report);
                watched = step.after();
                symptoms.addAll(step.symptoms());
            }
        }
        for (Shape shape : Shape.values()) {
            assertSameDiagnoses(shape, symptoms);
        }
    }

    /** In any order of stages, transitions and times, as no tracker would tell them. */
    @ParameterizedTest
    @EnumSource(Shape.class)
    void ofRandomSymptoms(Shape shape) throws Exception {
        List<Symptom> symptoms = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int times = 2 + random.nextInt(FailureMode.MOST_TIMES - 1);
            int minute = 0;
            for (int i = 0; i < SYMPTOMS; i++) {
                minute = Math.max(0, minute + random.nextInt(40) - (random.nextInt(4) == 0 ? 60 : 5));
                symptoms.add(randomSymptom(shape, seed, times, minute, random));
            }
        }
        assertSameDiagnoses(shape, symptoms);
    }

    private static void assertSameDiagnoses(Shape shape, List<Symptom> symptoms) throws Exception {
        List<Symptom> shaped =
                symptoms.stream().filter(symptom -> symptom.shape() == shape).toList();
        List<Diagnosis> plain = new ArrayList<>();
        Map<String, List<DiagnosisMatcher.Opening>> open = new HashMap<>();
        MatchStage stage = MatchStage.over(new HashMapStateBackend(), shape);
        for (Symptom symptom : shaped) {
            stage.send(symptom, symptom.at());
            DiagnosisMatcher.Step step = DiagnosisMatcher.next(open.getOrDefault(symptom.key(), List.of()), symptom);
            assertThat(step.open()).hasSizeLessThan(FailureMode.MOST_TIMES);
            open.put(symptom.key(), step.open());
            step.diagnosis().ifPresent(plain::add);
        }
        List<Diagnosis> matched = stage.diagnoses();
        for (int i = 0; i < Math.min(plain.size(), matched.size()); i++) {
            assertThat(matched.get(i)).as("%s, diagnosis %d", shape, i).isEqualTo(plain.get(i));
        }
        assertThat(matched).as("%s", shape).hasSameSizeAs(plain);
        assertThat(plain).as("%s, so that there is something to compare", shape).hasSizeGreaterThan(100);
        stage.close();
    }

    private static Symptom randomSymptom(Shape shape, int seed, int times, int minute, SplittableRandom random) {
        Transition[] transitions = Transition.values();
        // The transition that completes comes as often as the others together, or long counts would hardly be reached.
        Transition transition =
                random.nextBoolean() ? shape.completedBy() : transitions[random.nextInt(transitions.length)];
        boolean gone = transition == Transition.LEFT && random.nextInt(5) == 0;
        return new Symptom(
                Resource.of("web-" + seed, "web"),
                "mode",
                shape,
                random.nextInt(shape.stages()),
                transition,
                minute(minute),
                minute(minute - random.nextInt(10)),
                times,
                gone ? 0 : Duration.ofHours(2).toSeconds(),
                10,
                1,
                List.of(),
                null,
                false);
    }

    /** Runs of alike reports; time goes on, sometimes by hours. */
    private static List<HealthReport> randomReports(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HealthReport> reports = new ArrayList<>();
        int minute = 0;
        while (reports.size() < REPORTS) {
            int kind = random.nextInt(6);
            int length = 1 + random.nextInt(6);
            for (int i = 0; i < length; i++) {
                minute += random.nextInt(20) == 0 ? random.nextInt(150) : 1 + random.nextInt(3);
                Reporting report = Reporting.of("web-" + seed, "web");
                reports.add(of(kind, report, random).at(minute(minute)));
            }
        }
        return reports;
    }

    private static Reporting of(int kind, Reporting report, SplittableRandom random) {
        return switch (kind) {
            case 0 -> report;
            case 1 -> report.score(70 * random.nextDouble());
            case 2 -> report.status(ResourceStatus.FAILED);
            case 3 -> report.silent();
            case 4 -> report.status(ResourceStatus.PROVISIONING);
            default -> report.score(random.nextInt(30));
        };
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static FailureMode mode(String id, Shape shape, int times, int release, Stage... stages) {
        return new FailureMode(
                id, "for a test", shape, List.of(stages), Duration.ofHours(1), times, release, false, false);
    }

    private static Stage failed(int heldFor) {
        return new Stage(claims(ResourceStatus.FAILED), heldFor);
    }

    private static Condition scoreBelow(double score) {
        return new Condition(
                new ScoreAsked(score, Double.NaN, 1), MetricsAsked.NOTHING, StateAsked.NOTHING, ForeseenAsked.NOTHING);
    }

    private static Condition claims(ResourceStatus status) {
        return state(new StateAsked(Set.of(status), false, false));
    }

    private static Condition silence() {
        return state(new StateAsked(Set.of(), true, false));
    }

    private static Condition state(StateAsked state) {
        return new Condition(ScoreAsked.NOTHING, MetricsAsked.NOTHING, state, ForeseenAsked.NOTHING);
    }
}
