package dev.fleetshadow.settings;

import dev.fleetshadow.gather.Gatherer;
import dev.fleetshadow.gather.Mapping;
import java.io.Serializable;
import java.time.Duration;

/**
 * How foreign data points become status updates. The meaning of each is that of its option.
 *
 * @param maxMetrics of one update
 */
public record GatherSettings(Duration interval, Mapping mapping, int maxMetrics) implements Serializable {

    public Gatherer gatherer() {
        return new Gatherer(mapping, interval, maxMetrics);
    }
}
