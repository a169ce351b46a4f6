package dev.fleetshadow.health;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The life of one resource under the scorer, one update after the other. */
final class Life {

    static final Resource RESOURCE = Resource.of("web-1", "web");

    final HealthScorer scorer;
    private final HeapMemory cold = new HeapMemory();
    final ResourceShadow shadow = ResourceShadow.cold();
    private final Duration interval;
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    Life(Duration interval, HealthSettings settings) {
        this.interval = interval;
        this.scorer = new HealthScorer(settings);
    }

    static HealthSettings withRoomFor(int metrics) {
        HealthSettings usual = HealthSettings.DEFAULT;
        return new HealthSettings(
                metrics,
                usual.secondOpinion(),
                usual.trainEvery(),
                usual.seed(),
                usual.followed(),
                usual.counterSuffixes(),
                usual.ranked());
    }

    static Life every(Duration interval) {
        return new Life(interval, HealthSettings.DEFAULT);
    }

    HealthReport report(Map<String, Double> metrics) {
        return report(metrics, interval);
    }

    HealthReport report(Map<String, Double> metrics, Duration sinceLast) {
        now = now.plus(sinceLast);
        return report(StatusUpdate.running(RESOURCE, now, metrics));
    }

    HealthReport report(StatusUpdate update) {
        try {
            return scorer.observe(shadow, update, cold);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next update, not yet reported. */
    StatusUpdate update(Map<String, Double> metrics) {
        return StatusUpdate.running(RESOURCE, now.plus(interval), metrics);
    }

    Instant next() {
        now = now.plus(interval);
        return now;
    }
}
