package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Resource;
import java.time.Instant;
import java.util.List;

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
        Instant predictedFailureAt) {

    /** The diagnosis that a complete match amounts to. */
    public static Diagnosis of(Symptom first, Symptom last) {
        String id = DerivedId.of(first.enteredAt(), "diagnosis", last.resource().id(), last.mode());
        return new Diagnosis(
                id,
                last.resource(),
                last.mode(),
                last.at(),
                first.enteredAt(),
                last.score(),
                last.confidence(),
                last.evidence(),
                last.predictedFailureAt());
    }
}
