package dev.fleetshadow.agent;

import dev.fleetshadow.agent.Exposition.Sample;
import dev.fleetshadow.gather.Distribution;
import dev.fleetshadow.gather.Increase;
import dev.fleetshadow.gather.Measurement;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.gather.SeriesName;
import dev.fleetshadow.settings.MetricsSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes metrics of what an application exposes, in the way of the rest of Fleet Shadow: a counter becomes its rate, a histogram
 * its rate, median and tail of what came since the round before, and labels become part of the name.
 *
 * <p>Left out are sums, times of creation, facts and states.
 */
final class ExposedMetrics {

    private static final int METRICS_OF_A_HISTOGRAM = 3;
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    private final MetricsSource source;
    private Map<String, Measurement> before = new HashMap<>();
    private Map<String, Measurement> now = new HashMap<>();
    private final Map<String, Buckets> histograms = new LinkedHashMap<>();
    private final Set<String> notTaken = new HashSet<>();
    private int taken;
    private Round round;

    ExposedMetrics(MetricsSource source) {
        this.source = source;
    }

    void put(Exposition exposition, Round into) {
        round = into;
        taken = 0;
        before = now;
        now = new HashMap<>();
        histograms.clear();
        notTaken.clear();
        for (Sample sample : exposition.samples()) {
            String family = exposition.family(sample.name());
            switch (exposition.type(family)) {
                case COUNTER -> counter(sample, family);
                case GAUGE, UNKNOWN -> gauge(sample);
                case HISTOGRAM -> bucket(sample, family);
                case SUMMARY -> summary(sample, family);
                case OTHER -> {}
            }
        }
        histograms.forEach(this::histogram);
        round = null;
    }

    private void gauge(Sample sample) {
        String series = SeriesName.of(sample.name(), sample.labels());
        if (source.takes(sample.name(), series) && room(1)) {
            round.put(series, sample.value());
        }
    }

    private void counter(Sample sample, String family) {
        boolean counts = sample.name().equals(family) || sample.name().equals(family + "_total");
        String series = SeriesName.of(sample.name(), sample.labels());
        if (counts && source.takes(sample.name(), series) && room(1)) {
            rate(series, sample.value());
        }
    }

    /** A summary's quantiles are those of the application; that there are none yet is not worth telling. */
    private void summary(Sample sample, String family) {
        if (sample.name().equals(family) && !Double.isNaN(sample.value())) {
            gauge(sample);
        } else if (sample.name().equals(family + "_count")) {
            String series = SeriesName.of(family, sample.labels());
            if (source.takes(family, series) && room(1)) {
                rate(series, sample.value());
            }
        }
    }

    private void bucket(Sample sample, String family) {
        if (!sample.name().equals(family + "_bucket") || !sample.labels().containsKey("le")) {
            return;
        }
        Map<String, String> labels = new TreeMap<>(sample.labels());
        String bound = labels.remove("le");
        String series = SeriesName.of(family, labels);
        if (!histograms.containsKey(series) && !notTaken.contains(series)) {
            if (source.takes(family, series) && room(METRICS_OF_A_HISTOGRAM)) {
                histograms.put(series, new Buckets());
            } else {
                notTaken.add(series);
            }
        }
        if (histograms.containsKey(series)) {
            histograms.get(series).add(bound, sample.value());
        }
    }

    private void histogram(String series, Buckets buckets) {
        Optional<Distribution> distribution = buckets.distribution();
        if (distribution.isEmpty()) {
            round.unusable(series);
            return;
        }
        increase(series, Double.NaN, distribution.get()).ifPresent(increase -> {
            round.put(SeriesName.with(".rate", series), increase.perSecond());
            if (increase.distribution().count() > 0) {
                round.put(
                        SeriesName.with(".p50", series), increase.distribution().quantile(MEDIAN));
                round.put(
                        SeriesName.with(".p99", series), increase.distribution().quantile(TAIL));
            }
        });
    }

    private void rate(String series, double value) {
        if (Double.isFinite(value)) {
            increase(series, value, null)
                    .ifPresent(increase -> round.put(SeriesName.with(".rate", series), increase.perSecond()));
        } else {
            round.unusable(series);
        }
    }

    /** Since the round in which the source was last read, by a clock that never goes back. */
    private Optional<Increase> increase(String series, double value, Distribution distribution) {
        Instant at = Instant.ofEpochSecond(0, round.nanos());
        Measurement later = new Measurement(series, PointKind.CUMULATIVE, at, null, value, distribution);
        now.put(series, later);
        Measurement earlier = before.get(series);
        return earlier == null ? Optional.empty() : Increase.between(earlier, later, 0);
    }

    private boolean room(int metrics) {
        if (taken + metrics > source.mostMetrics()) {
            round.leaveOut(metrics);
            return false;
        }
        taken += metrics;
        return true;
    }
}
