package dev.fleetshadow.settings;

import dev.fleetshadow.telemetry.Glob;
import java.time.Duration;
import java.util.List;

/**
 * Says where an application exposes metrics for Prometheus, and how much of that an agent takes.
 *
 * @param location an http address or a file
 * @param include names of metrics; one must match
 * @param exclude names of metrics; none may match
 * @param timeout of the whole answer
 * @param mostMetrics reported; further ones are left out and counted
 */
public record MetricsSource(
        String name,
        String location,
        List<Glob> include,
        List<Glob> exclude,
        Duration timeout,
        int mostBytes,
        int mostMetrics) {

    public MetricsSource {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Whether it is asked over the network, even if only of this machine. */
    public boolean http() {
        return location.startsWith("http://") || location.startsWith("https://");
    }

    /** Whether it takes a series, which is picked by the name of its metric, or by its own with the labels. */
    public boolean takes(String metric, String series) {
        return (Glob.anyMatches(include, metric) || Glob.anyMatches(include, series))
                && !Glob.anyMatches(exclude, metric)
                && !Glob.anyMatches(exclude, series);
    }
}
