package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Prediction;
import java.io.Serializable;

/**
 * Asks what is foreseen.
 *
 * @param mode the merged prediction must name this failure mode; {@code null} asks nothing
 * @param minProbability of that prediction, 0..1
 * @param breach a limit must be about to be reached; {@code null} asks nothing
 */
public record ForeseenAsked(String mode, double minProbability, Breach breach) implements Serializable {

    public static final ForeseenAsked NOTHING = new ForeseenAsked(null, 0, null);

    boolean holds(HealthReport report) {
        return (mode == null || predicted(report.prediction())) && (breach == null || breach.predictedBy(report));
    }

    private boolean predicted(Prediction prediction) {
        return prediction != null
                && prediction.failureMode().equals(mode)
                && prediction.probability() >= minProbability;
    }
}
