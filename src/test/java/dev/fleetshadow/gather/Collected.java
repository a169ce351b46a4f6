package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a collector sends of one host, and a gatherer that makes one update a minute of it. */
final class Collected {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final Duration INTERVAL = Duration.ofMinutes(1);
    static final Resource HOST = new Resource("web-1", "host", "web", Map.of());
    static final int MOST_METRICS = 12;

    private static final ResourceMapping BY_HOST =
            new ResourceMapping(List.of(new ResourceMapping.Id("host", "host")), List.of(), "web", Map.of());

    private Collected() {}

    static Gatherer gatherer(MetricRule... rules) {
        DialectMapping mapping =
                new DialectMapping(BY_HOST, List.of(), List.of(), List.of(Glob.of("*")), List.of(rules));
        return new Gatherer(new Mapping(Map.of(Dialect.OTLP, mapping)), INTERVAL, MOST_METRICS);
    }

    static MetricRule rule(String name, String from, String of, boolean complement, String per, MetricRule.Take take) {
        return new MetricRule(
                name,
                List.of(Glob.of(from)),
                List.of(),
                of.isEmpty() ? List.of() : List.of(Glob.of(of)),
                complement,
                per.isEmpty() ? List.of() : List.of(per),
                take,
                1,
                0);
    }

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    static Measurement gauge(String series, double seconds, double value) {
        return new Measurement(series, PointKind.GAUGE, at(seconds), null, value, null);
    }

    static Measurement counter(String series, double seconds, double value) {
        return new Measurement(series, PointKind.CUMULATIVE, at(seconds), null, value, null);
    }

    static Measurement counter(String series, double since, double seconds, double value) {
        return new Measurement(series, PointKind.CUMULATIVE, at(seconds), at(since), value, null);
    }

    static Measurement delta(String series, double since, double seconds, double value) {
        return new Measurement(series, PointKind.DELTA, at(seconds), at(since), value, null);
    }

    static Measurement histogram(String series, PointKind kind, double seconds, List<Double> bounds, Long... counts) {
        return new Measurement(series, kind, at(seconds), at(0), 0, new Distribution(bounds, List.of(counts)));
    }

    static Delivery delivery(List<Measurement> measurements) {
        return new Delivery(HOST, Dialect.OTLP, measurements);
    }

    static Delivery delivery(Measurement... measurements) {
        return delivery(List.of(measurements));
    }

    /** Of everything in one delivery. */
    static List<StatusUpdate> updates(Gatherer gatherer, int minutes, Measurement... measurements) {
        Gathering gathering = new Gathering();
        take(gatherer, gathering, measurements);
        return close(gatherer, gathering).stream()
                .map(Gatherer.Closed::update)
                .filter(update -> !update.observedAt().isAfter(at(60 * minutes)))
                .toList();
    }

    /** Sent at the start. */
    static Gatherer.Taken take(Gatherer gatherer, Gathering gathering, Measurement... measurements) {
        return gatherer.take(gathering, delivery(measurements), START.toEpochMilli());
    }

    /** When all that was sent at the start is over. */
    static List<Gatherer.Closed> close(Gatherer gatherer, Gathering gathering) {
        return gatherer.close(gathering, gatherer.closesAt(START.toEpochMilli()));
    }

    /** The metrics of the last of the minutes. */
    static Map<String, Double> metrics(Gatherer gatherer, int minutes, Measurement... measurements) {
        List<StatusUpdate> updates = updates(gatherer, minutes, measurements);
        return updates.get(updates.size() - 1).metrics();
    }
}
