package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.MetricName;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes one status update of everything that was measured of a resource in one interval, in whatever order, pieces and
 * repetitions it came.
 *
 * <p>Of a gauge and of a counter the last measurement of the interval counts. Counters become rates per second: over the
 * time since the last interval in which they were measured, if that is at most {@value #REMEMBERED_INTERVALS} ago.
 */
public final class Gatherer {

    /** A rate over more would say little of the interval; a resource not heard of for as long is forgotten. */
    static final int REMEMBERED_INTERVALS = 60;

    /** Two measurements of a counter that are nearer than this part of the interval are too near for a rate. */
    private static final double NEAREST = 0.1;

    /**
     * What became of a delivery.
     *
     * @param awaits whether the gathering has to be closed at {@link #closesAt} because of it
     */
    public record Taken(boolean awaits, int late, int refused) {}

    /**
     * An interval that is over.
     *
     * @param trimmed metrics left out because there are more than a resource may have
     */
    public record Closed(StatusUpdate update, int trimmed) {}

    private final Mapping mapping;
    private final long intervalMillis;
    private final int maxMetrics;

    public Gatherer(Mapping mapping, Duration interval, int maxMetrics) {
        this.mapping = mapping;
        this.intervalMillis = interval.toMillis();
        this.maxMetrics = maxMetrics;
    }

    /**
     * Takes a delivery into the intervals its measurements belong to.
     *
     * @param sentMillis when it was sent
     */
    public Taken take(Gathering gathering, Delivery delivery, long sentMillis) {
        long closesAt = closesAt(sentMillis);
        boolean awaits = false;
        int late = 0;
        int refused = 0;
        for (Measurement measurement : delivery.measurements()) {
            long end = endOfInterval(measurement.at());
            if (end <= gathering.closedUntilMillis()) {
                late++;
            } else if (!gathering.add(end, delivery.resource(), delivery.dialect(), measurement)) {
                refused++;
            } else if (!gathering.closesBy(closesAt, end)) {
                gathering.closeAt(closesAt, end);
                awaits = true;
            }
        }
        return new Taken(awaits, late, refused);
    }

    /**
     * Until when the rest of an interval is waited for of which something was sent at that time: as long as an interval is.
     * So neither the clock of the sender matters, nor how long it holds back what it measured.
     */
    public long closesAt(long sentMillis) {
        return sentMillis + intervalMillis;
    }

    /** Closes every interval that is over, and those before it, in the order of time. */
    public List<Closed> close(Gathering gathering, long nowMillis) {
        List<Closed> closed = new ArrayList<>();
        for (var over = gathering.over(nowMillis); over != null; over = gathering.over(nowMillis)) {
            closed.add(closed(gathering, over.getKey(), over.getValue()));
            gathering.forgetBefore(Instant.ofEpochMilli(over.getKey() - forgottenAfterMillis()));
        }
        return closed;
    }

    /** When to look whether a resource was not heard of for so long that it is to be forgotten. */
    public long alarmAt(long nowMillis) {
        return nowMillis + forgottenAfterMillis();
    }

    public boolean forgets(Gathering gathering, long nowMillis) {
        return gathering.quietSince(nowMillis - forgottenAfterMillis());
    }

    private long forgottenAfterMillis() {
        return REMEMBERED_INTERVALS * intervalMillis;
    }

    private long endOfInterval(Instant at) {
        return (at.toEpochMilli() / intervalMillis + 1) * intervalMillis;
    }

    private Closed closed(Gathering gathering, long endMillis, Gathering.Interval interval) {
        Map<Dialect, SeriesValues> values = new EnumMap<>(Dialect.class);
        interval.series().forEach((series, measurements) -> {
            SeriesValues known = values.computeIfAbsent(series.dialect(), none -> new SeriesValues());
            if (series.kind() == PointKind.CUMULATIVE) {
                Measurement latest = measurements.lastEntry().getValue();
                known.counter(latest, counted(gathering, series, latest));
            } else if (series.kind() == PointKind.DELTA) {
                known.counter(
                        measurements.lastEntry().getValue(),
                        Increase.of(measurements.values(), intervalMillis / 1000.0)
                                .orElse(null));
            } else {
                known.gauge(measurements.lastEntry().getValue());
            }
        });
        Map<String, Double> metrics = new HashMap<>();
        Set<String> unusable = new HashSet<>();
        int trimmed = metrics(values, metrics, unusable);
        StatusUpdate update = new StatusUpdate(
                interval.resource(),
                Instant.ofEpochMilli(endMillis),
                ResourceStatus.RUNNING,
                metrics,
                unusable.stream()
                        .sorted()
                        .limit(StatusUpdate.MAX_UNUSABLE_NAMED)
                        .toList(),
                null);
        return new Closed(update, trimmed);
    }

    /** What a counter has counted since it was last looked at, and remembers what it is now. */
    private Increase counted(Gathering gathering, Gathering.Series series, Measurement latest) {
        if (latest.distribution() == null && !Double.isFinite(latest.value())) {
            return null;
        }
        Measurement earlier = gathering.last(series);
        double least = NEAREST * intervalMillis / 1000.0;
        if (earlier == null || Measurement.seconds(earlier.at(), latest.at()) >= least) {
            gathering.remember(series, latest);
        }
        return earlier == null ? null : Increase.between(earlier, latest, least).orElse(null);
    }

    /** Rules come first: what is kept beside them gets the room they never need. Returns how many there was no room for. */
    private int metrics(Map<Dialect, SeriesValues> dialects, Map<String, Double> metrics, Set<String> unusable) {
        SortedMap<String, Double> others = new TreeMap<>();
        Set<String> ruled = new HashSet<>();
        dialects.forEach((dialect, values) -> {
            DialectMapping mapped = mapping.of(dialect);
            for (MetricRule rule : mapped.rules()) {
                ruled.add(rule.name());
                OptionalDouble value =
                        metrics.containsKey(rule.name()) ? OptionalDouble.empty() : rule.value(values.bySeries());
                value.ifPresent(number -> metrics.put(rule.name(), number));
            }
            values.names().forEach((series, name) -> {
                if (mapped.keeps(series)) {
                    others.putIfAbsent(
                            MetricName.within(Resource.MAX_NAME_LENGTH, name),
                            values.bySeries().get(series));
                }
            });
            values.unusable().forEach(name -> unusable.add(MetricName.within(Resource.MAX_NAME_LENGTH, name)));
        });
        others.keySet().removeAll(metrics.keySet());
        int room = Math.max(0, maxMetrics - ruled.size());
        others.entrySet().stream().limit(room).forEach(other -> metrics.put(other.getKey(), other.getValue()));
        return Math.max(0, others.size() - room);
    }
}
