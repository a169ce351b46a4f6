package dev.fleetshadow.backtest;

import dev.fleetshadow.backtest.Labels.Label;
import java.time.Instant;
import java.util.List;

/**
 * How many of the metrics that labellers blame for an event are among the first that a score blames.
 *
 * <p>HitRate@P% (Su et al., "OmniAnomaly", KDD 2019): the share of the blamed metrics G within the first {@code P · |G|}.
 * It is averaged over at most {@value #SAMPLES} evenly spaced records of an event, and then over events.
 */
final class AttributionHits {

    private static final int SAMPLES = 50;

    private double at100;
    private double at150;
    private int events;

    /** The metrics blamed at one moment, the first one most. */
    record Blame(Instant at, List<String> metrics) {}

    /** Counts one event; those without blamed metrics or without records say nothing. */
    void count(Label event, List<Blame> during) {
        if (event.metrics().isEmpty() || during.isEmpty()) {
            return;
        }
        int step = (during.size() + SAMPLES - 1) / SAMPLES;
        double sum100 = 0;
        double sum150 = 0;
        int samples = 0;
        for (int i = 0; i < during.size(); i += step) {
            sum100 += hitRate(event, during.get(i), 1);
            sum150 += hitRate(event, during.get(i), 1.5);
            samples++;
        }
        at100 += sum100 / samples;
        at150 += sum150 / samples;
        events++;
    }

    /** 0..1; NaN if no event names metrics. */
    double at100() {
        return at100 / events;
    }

    /** 0..1; NaN if no event names metrics. */
    double at150() {
        return at150 / events;
    }

    private static double hitRate(Label event, Blame blame, double part) {
        int first = (int) Math.floor(part * event.metrics().size());
        long hits = blame.metrics().stream()
                .limit(first)
                .filter(event.metrics()::contains)
                .count();
        return (double) hits / event.metrics().size();
    }
}
