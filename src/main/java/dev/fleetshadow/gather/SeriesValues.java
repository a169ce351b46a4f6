package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what the series of one dialect were worth in one interval. */
final class SeriesValues {

    private static final String RATE = ".rate";
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    private final SortedMap<String, Double> bySeries = new TreeMap<>();
    private final SortedMap<String, String> names = new TreeMap<>();
    private final List<String> unusable = new ArrayList<>();

    /** By series; NaN where a series is there but its value is not known. A histogram is three. */
    SortedMap<String, Double> bySeries() {
        return bySeries;
    }

    /** By series, what a known value is called where no rule renames it: a rate is no longer the counter. */
    SortedMap<String, String> names() {
        return names;
    }

    /** Series that were told, but not as a number that can be used. */
    List<String> unusable() {
        return unusable;
    }

    void gauge(Measurement latest) {
        if (latest.distribution() != null || !usable(latest.value())) {
            unusable.add(latest.series());
            bySeries.put(latest.series(), Double.NaN);
        } else {
            known(latest.series(), latest.series(), latest.value());
        }
    }

    /** Takes what a counter has counted; {@code null} if that is not known yet. */
    void counter(Measurement latest, Increase increase) {
        String rate = SeriesName.with(RATE, latest.series());
        if (latest.distribution() != null) {
            known(rate, rate, increase == null ? Double.NaN : increase.perSecond());
            quantile(".p50", MEDIAN, latest, increase);
            quantile(".p99", TAIL, latest, increase);
        } else {
            known(latest.series(), rate, increase == null ? Double.NaN : increase.perSecond());
            if (!usable(latest.value())) {
                unusable.add(latest.series());
            }
        }
    }

    private void quantile(String suffix, double share, Measurement latest, Increase increase) {
        String series = SeriesName.with(suffix, latest.series());
        known(
                series,
                series,
                increase == null ? Double.NaN : increase.distribution().quantile(share));
    }

    private void known(String series, String name, double value) {
        boolean usable = usable(value);
        bySeries.merge(series, usable ? value : Double.NaN, (before, after) -> before);
        if (usable) {
            names.putIfAbsent(series, name);
        }
    }

    private static boolean usable(double value) {
        return Math.abs(value) <= StatusUpdate.LARGEST_MAGNITUDE;
    }
}
