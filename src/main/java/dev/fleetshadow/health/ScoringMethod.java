package dev.fleetshadow.health;

/**
 * How deviations become a score, beyond the profile.
 *
 * @param sharpness exponent of the mean deviation before it is smoothed over time: above 1, a short burst counts for more
 *     than a long unrest of the same sum
 * @param prior of the calibration
 */
record ScoringMethod(double sharpness, CalibrationPrior prior) {

    /** Measured best over server, service and cloud telemetry. */
    static final ScoringMethod DEFAULT = new ScoringMethod(1.2, CalibrationPrior.DEFAULT);

    /** The plain method, without assumptions: what independent implementations of it are compared by. */
    static final ScoringMethod REFERENCE = new ScoringMethod(1, CalibrationPrior.NONE);

    double sharpened(double mean) {
        return sharpness == 1 ? mean : Math.pow(mean, sharpness);
    }
}
