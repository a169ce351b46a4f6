package dev.fleetshadow.agent;

import dev.fleetshadow.settings.MetricsSource;
import java.io.IOException;

/** Reads what one application exposes. */
final class SourceSensor implements Sensor {

    private final MetricsSource source;
    private final MetricsPages pages;
    private final ExposedMetrics metrics;

    SourceSensor(MetricsSource source, MetricsPages pages) {
        this.source = source;
        this.pages = pages;
        this.metrics = new ExposedMetrics(source);
    }

    @Override
    public String name() {
        return "the metrics of " + source.name();
    }

    @Override
    public void sense(Round round) throws IOException {
        metrics.put(ExpositionReader.read(pages.read(source)), round);
    }
}
