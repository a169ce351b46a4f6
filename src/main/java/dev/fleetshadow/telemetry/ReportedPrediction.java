package dev.fleetshadow.telemetry;

import java.time.Instant;

/**
 * Carries what the resource itself expects to go wrong, so that the service can weigh it against its own view.
 *
 * @param failureMode id of the expected failure mode
 * @param probability 0..1
 * @param expectedAt when the failure is expected; {@code null} if the resource does not say
 * @param model name and version of the resource's model
 */
public record ReportedPrediction(String failureMode, double probability, Instant expectedAt, String model) {

    public ReportedPrediction {
        if (failureMode == null || failureMode.isBlank() || failureMode.length() > Resource.MAX_NAME_LENGTH) {
            throw new InvalidUpdateException(
                    "prediction.failureMode", String.valueOf(failureMode), "name the expected failure mode");
        }
        if (!(probability >= 0 && probability <= 1)) {
            throw new InvalidUpdateException(
                    "prediction.probability", Double.toString(probability), "send a ratio from 0 to 1");
        }
        model = model == null ? "unnamed" : model;
    }
}
