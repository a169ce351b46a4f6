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
final class CycleWindows {

    private final Map<String, FirstMetric> metrics = new HashMap<>();

    private CycleWindows() {}

    /** Reads through the whole history once. */
    static CycleWindows of(HistoryInput input, Labels labels) throws IOException {
        CycleWindows windows = new CycleWindows();
        try (History history = input.open()) {
            while (history.hasNext()) {
                StatusUpdate update = history.next();
                if (labels.judged(update.resourceId(), update.observedAt())) {
                    windows.metrics
                            .computeIfAbsent(
                                    update.resourceId(), resource -> new FirstMetric(history.firstMetric(resource)))
                            .add(update);
                }
            }
        }
        return windows;
    }

    /** In records. */
    int of(String resource) {
        FirstMetric metric = metrics.get(resource);
        return metric == null
                ? LabelWindow.DEFAULT
                : LabelWindow.of(metric.values.build().toArray());
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
