package dev.fleetshadow.simulator;

import dev.fleetshadow.diagnosis.DiagnosisMatcher;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.SymptomTracker;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.HeapMemory;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** A simulated fleet under the eyes of the scorer and the shipped policy, without a job around it. */
final class ShadowedFleet {

    /** What the shadow noticed: a diagnosis, or the resource well again. */
    record Noticed(String resourceId, Instant at, String what) {}

    static final String RECOVERED = "recovered";

    final SimulatedFleet fleet;
    private final HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT);
    private final SymptomTracker tracker;
    private final Map<String, Shadowed> shadows = new HashMap<>();

    private static final class Shadowed {
        private final ResourceShadow shadow = ResourceShadow.cold();
        private final HeapMemory cold = new HeapMemory();
        private final Map<String, List<DiagnosisMatcher.Opening>> open = new HashMap<>();
        private Watched watched = Watched.NOTHING;
    }

    ShadowedFleet(SimulatedFleet fleet) {
        this.fleet = fleet;
        Configuration config = new Configuration();
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, "unused:9092");
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        Policy policy = FleetShadowSettings.from(config).policy();
        tracker = new SymptomTracker(policy.failureModes(), policy.recovery());
    }

    /** One step of the fleet, and what is noticed of it. */
    List<Noticed> step() {
        List<Noticed> noticed = new ArrayList<>();
        for (StatusUpdate update : fleet.step()) {
            Shadowed shadowed = shadows.computeIfAbsent(update.resourceId(), id -> new Shadowed());
            HealthReport report = scored(shadowed, update);
            SymptomTracker.Step step = tracker.next(shadowed.watched, report);
            shadowed.watched = step.after();
            for (Symptom symptom : step.symptoms()) {
                DiagnosisMatcher.Step matched =
                        DiagnosisMatcher.next(shadowed.open.getOrDefault(symptom.key(), List.of()), symptom);
                shadowed.open.put(symptom.key(), matched.open());
                matched.diagnosis()
                        .ifPresent(diagnosis -> noticed.add(
                                new Noticed(update.resourceId(), update.observedAt(), diagnosis.failureMode())));
            }
            if (step.recovered()) {
                noticed.add(new Noticed(update.resourceId(), update.observedAt(), RECOVERED));
            }
        }
        return noticed;
    }

    private HealthReport scored(Shadowed shadowed, StatusUpdate update) {
        try {
            return scorer.observe(shadowed.shadow, update, shadowed.cold);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
