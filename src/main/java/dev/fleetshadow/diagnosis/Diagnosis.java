package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Names the failure a resource is heading for, once per episode.
 *
 * @param id derived from resource, mode and start, so that a replay makes the same diagnosis
 * @param at event time of the report that completed the match
 * @param startedAt event time of the first report of the episode
 * @param score at {@code at}; NaN if unknown
 * @param confidence 0..1: how plausible the second opinion finds it, as far as the data are good, times how much of the
 *     score the mode explains
 * @param predictedFailureAt when the failure is expected, or {@code null}
 * @param destructive whether it destroys what cannot be had back when it is left alone
 */
public record Diagnosis(
        String id,
        Resource resource,
        String failureMode,
        Instant at,
        Instant startedAt,
        double score,
        double confidence,
        List<String> evidence,
        Instant predictedFailureAt,
        boolean destructive) {

    /** The diagnosis that a match amounts to which began with a stage entered then, and is complete with this symptom. */
    public static Diagnosis of(Instant startedAt, Symptom last) {
        String id = DerivedId.of(startedAt, "diagnosis", last.resource().id(), last.mode());
        return new Diagnosis(
                id,
                last.resource(),
                last.mode(),
                last.at(),
                startedAt,
                last.score(),
                last.confidence(),
                last.evidence(),
                last.predictedFailureAt(),
                last.destructive());
    }

    /** How long before the expected failure it was made; negative if that was expected earlier. */
    public Optional<Duration> leadTime() {
        return Optional.ofNullable(predictedFailureAt).map(failure -> Duration.between(at, failure));
    }
}
