package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How generously the borders of events are read for each resource: one cycle of its first metric over the part that is
 * judged.
 */
record CycleWindows(Map<String, Integer> records) {

    /** Reads through the whole history once. */
    static CycleWindows of(HistoryInput input, Labels labels) throws IOException {
        Map<String, FirstMetric> metrics = new HashMap<>();
        try (History history = input.open()) {
            while (history.hasNext()) {
                StatusUpdate update = history.next();
                if (labels.judged(update.resourceId(), update.observedAt())) {
                    metrics.computeIfAbsent(
                                    update.resourceId(), resource -> new FirstMetric(history.firstMetric(resource)))
                            .add(update);
                }
            }
        }
        Map<String, Integer> records = new HashMap<>();
        metrics.forEach((resource, metric) ->
                records.put(resource, LabelWindow.of(metric.values.build().toArray())));
        return new CycleWindows(records);
    }

    int of(String resource) {
        return records.getOrDefault(resource, LabelWindow.DEFAULT);
    }

    /** A missing value is taken to be the last one. */
    private static final class FirstMetric {

        private final String name;
        private final DoubleStream.Builder values = DoubleStream.builder();
        private double last;

        FirstMetric(String name) {
            this.name = name;
        }

        void add(StatusUpdate update) {
            last = update.metrics().getOrDefault(name, last);
            values.add(last);
        }
    }
}
