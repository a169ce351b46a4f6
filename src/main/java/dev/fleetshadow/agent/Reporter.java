package dev.fleetshadow.agent;

import dev.fleetshadow.settings.AgentSettings;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Makes status updates: what is measured, what befell the agent itself, and what it expects of all that. */
final class Reporter {

    private final Resource resource;
    private final Senses senses;
    private final Foreseer foreseer;
    private final Meters meters;

    Reporter(AgentSettings settings, Meters meters) {
        this.resource = settings.resource();
        this.senses = Senses.of(settings, meters);
        this.foreseer = new Foreseer(settings.limits(), settings.interval());
        this.meters = meters;
    }

    /** The next one, with what has become of letters since the last. */
    StatusUpdate report(Instant at, long nanos, Spool spool) {
        return update(at, nanos, meters.sinceLast(spool));
    }

    /** One without a buffer. */
    StatusUpdate report(Instant at, long nanos) {
        return update(at, nanos, Map.of());
    }

    private StatusUpdate update(Instant at, long nanos, Map<String, Double> own) {
        Reading reading = senses.read(at, nanos);
        Map<String, Double> metrics = new TreeMap<>(reading.metrics());
        metrics.putAll(own);
        return new StatusUpdate(
                resource, at, reading.status(), metrics, reading.unusable(), foreseer.predict(at, reading.metrics()));
    }
}
