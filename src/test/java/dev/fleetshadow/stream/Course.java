package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.DiagnosisMatcher;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.SymptomTracker;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.health.Reporting;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.settings.PolicyReader;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What befalls one resource, a report a minute, and what is told and diagnosed of it by the shipped policy. */
final class Course {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    static final Policy SHIPPED = shipped();

    /** The one mode that is not about resources. */
    static final String OF_FAILURE_DOMAINS = "group-correlated-degradation";

    private static final SymptomTracker TRACKER = new SymptomTracker(SHIPPED.failureModes(), SHIPPED.recovery());

    private final List<Symptom> symptoms = new ArrayList<>();
    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private final Map<String, List<DiagnosisMatcher.Opening>> open = new HashMap<>();
    private Watched watched = Watched.NOTHING;
    private double previousScore = 95;
    private int minute;

    private Course() {}

    /** Of a resource that was well before. */
    static Course begun() {
        return new Course();
    }

    /** As many reports that look like this. */
    Course minutes(int minutes, UnaryOperator<Reporting> looks) {
        for (int i = 0; i < minutes; i++) {
            Instant at = START.plus(Duration.ofMinutes(minute++));
            var report = looks.apply(Reporting.of("web-1", "web").after(previousScore))
                    .at(at);
            previousScore = report.score();
            SymptomTracker.Step step = TRACKER.next(watched, report);
            watched = step.after();
            step.symptoms().forEach(this::match);
        }
        return this;
    }

    /** Time without a report. */
    Course pass(int minutes) {
        minute += minutes;
        return this;
    }

    Course crashes(int times, int minutesBetween) {
        for (int i = 0; i < times; i++) {
            minutes(1, is(ResourceStatus.FAILED)).minutes(minutesBetween - 1, UnaryOperator.identity());
        }
        return this;
    }

    /** Down by no more than 40 within ten reports, and then as long as this below 30. */
    Course slowly(int minutes) {
        return minutes(10, look -> look.score(65))
                .minutes(10, look -> look.score(45))
                .minutes(minutes, look -> look.score(20))
                .minutes(9, look -> look.score(60));
    }

    private void match(Symptom symptom) {
        symptoms.add(symptom);
        DiagnosisMatcher.Step step = DiagnosisMatcher.next(open.getOrDefault(symptom.key(), List.of()), symptom);
        open.put(symptom.key(), step.open());
        step.diagnosis().ifPresent(diagnoses::add);
    }

    List<Symptom> symptoms() {
        return symptoms;
    }

    List<Diagnosis> diagnoses() {
        return diagnoses;
    }

    /** A score of 20 of which one metric carries most. */
    static UnaryOperator<Reporting> low(String metric, double sigmas) {
        return look -> look.score(20).showing(metric, sigmas, 0.5);
    }

    /** The same, while another metric shows as well that explains it. */
    static UnaryOperator<Reporting> with(String cause, String metric) {
        return look -> low(metric, 6).apply(look).showing(cause, 3, 0.2);
    }

    /** A resource that is well, and has a file system that will be full. */
    static UnaryOperator<Reporting> full(Duration left) {
        return look -> look.heading("system.filesystem.utilization", left);
    }

    static UnaryOperator<Reporting> is(ResourceStatus status) {
        return look -> look.status(status);
    }

    private static Policy shipped() {
        try (var policy = FleetShadowSettings.class.getResourceAsStream("/policies/default.yaml")) {
            return PolicyReader.read("shipped", new String(policy.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
