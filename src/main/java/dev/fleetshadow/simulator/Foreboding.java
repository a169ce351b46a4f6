package dev.fleetshadow.simulator;

import dev.fleetshadow.telemetry.ReportedPrediction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What an agent makes of its own metrics: whether memory or disk are about to be used up. */
final class Foreboding {

    private static final String MODEL = "agent-trend/1";

    private final Trend memory = new Trend();
    private final Trend disk = new Trend();

    void add(Map<String, Double> metrics) {
        memory.add(metrics.get("system.memory.utilization"));
        disk.add(metrics.get("system.filesystem.utilization"));
    }

    void clear() {
        memory.clear();
        disk.clear();
    }

    void continueFrom(Foreboding other) {
        memory.continueFrom(other.memory);
        disk.continueFrom(other.disk);
    }

    /** The prediction, or {@code null} if nothing is to be feared. */
    ReportedPrediction prediction(Instant at, Duration interval) {
        return memory.breach(at, interval)
                .map(breach -> new ReportedPrediction("memory-exhaustion", breach.probability(), breach.at(), MODEL))
                .or(() -> disk.breach(at, interval)
                        .map(breach ->
                                new ReportedPrediction("disk-filling", breach.probability(), breach.at(), MODEL)))
                .orElse(null);
    }
}
