package dev.fleetshadow.health;

import java.io.Serializable;

/**
 * What is assumed of a resource's raw scores until its own hours tell.
 *
 * <p>Deviations are counted in the resource's own scale units, so that the logarithms of raw scores are alike on all
 * resources: on public telemetry of servers, services and cloud instances the median 80 % quantile of the hourly maxima is
 * 3.6 to 5.7, the median 20–80 % spread 1.0 to 3.3.
 *
 * @param high 80 % quantile of the hourly maxima of the logarithm of the raw score
 * @param spread between their 20 % and 80 % quantiles, over 0
 * @param hours how many hours of the resource's own this counts as at first, and after how many it has faded to a third;
 *     0 for no prior at all
 */
public record CalibrationPrior(double high, double spread, double hours) implements Serializable {

    /**
     * The upper end of what was seen: a young profile underestimates its scales. Scored with it, resources are called
     * unwell less often in their first days than later with their own calibration.
     */
    public static final CalibrationPrior DEFAULT = new CalibrationPrior(5.1, 2.4, 168);

    /** Nothing is assumed: a score needs two days to settle and 24 hours to compare with. */
    public static final CalibrationPrior NONE = new CalibrationPrior(0, 1, 0);

    boolean none() {
        return hours == 0;
    }

    /** The mean of what was assumed and what {@code count} hours have shown; the prior fades as these come in. */
    double blended(double assumed, double shown, int count) {
        double weight = none() ? 0 : hours * Math.exp(-count / hours);
        return (weight * assumed + count * shown) / (weight + count);
    }
}
