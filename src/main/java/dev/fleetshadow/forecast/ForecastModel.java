package dev.fleetshadow.forecast;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names the forecasters that can compete for a followed metric, from the simplest to the most elaborate. */
public enum ForecastModel {
    NAIVE(1),
    SEASONAL_NAIVE(1 << 1),
    DAMPED_HOLT(1 << 2),
    HOLT_WINTERS(1 << 3),
    AR5(1 << 4),
    ARIMA(1 << 5);

    public static final List<ForecastModel> DEFAULT = List.of(NAIVE, DAMPED_HOLT, AR5);

    /** Tells in stored state who left it: never given to another model, within a byte. */
    private final int bit;

    ForecastModel(int bit) {
        this.bit = bit;
    }

    public static Optional<ForecastModel> named(String name) {
        return Arrays.stream(values())
                .filter(model -> model.toString().equalsIgnoreCase(name))
                .findFirst();
    }

    Forecaster forecaster() {
        return switch (this) {
            case NAIVE -> new Naive();
            case SEASONAL_NAIVE -> new SeasonalNaive();
            case DAMPED_HOLT -> new DampedHolt();
            case HOLT_WINTERS -> new HoltWinters();
            case AR5 -> new Autoregression();
            case ARIMA -> new Arima();
        };
    }

    /** Which models these are, in one byte. */
    static int fingerprint(Collection<ForecastModel> models) {
        return models.stream().mapToInt(model -> model.bit).reduce(0, (some, other) -> some | other);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
