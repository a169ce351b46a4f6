package dev.fleetshadow.detection;

import java.util.Locale;

/**
 * What one detector says about one record.
 *
 * @param detector name of the detector
 * @param margin {@code ln(1 + m)}, where {@code m} is how far outside of its boundary the record lies, in standard
 *     deviations of the records it was trained on; negative inside
 * @param plausibility 0..1: the share of real ones among alarms with this margin, on public server telemetry
 */
public record Opinion(String detector, double margin, double plausibility) {

    /** For people: {@code one-class-svm finds it 87 % plausible}. */
    public String summary() {
        return String.format(Locale.ROOT, "%s finds it %.0f %% plausible", detector, 100 * plausibility);
    }

    /** Whether it believes that something is wrong. */
    public boolean anomalous() {
        return plausibility >= 0.5;
    }
}
