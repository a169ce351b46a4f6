package dev.fleetshadow.diagnosis;

import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.health.Contribution;

/** Where the forecast of a metric leads that is not where it is expected to be. */
public enum Trend {
    /** Still farther away. */
    WIDENING,
    /** Back, but not beyond. */
    CLOSING;

    boolean holds(Contribution contribution, Forecast forecast) {
        double observed = contribution.observed() - contribution.expected();
        double foreseen = forecast.value() - contribution.expected();
        return switch (this) {
            case WIDENING -> observed * foreseen > 0 && Math.abs(foreseen) > Math.abs(observed);
            case CLOSING -> observed * foreseen >= 0 && Math.abs(foreseen) < Math.abs(observed);
        };
    }
}
