package dev.fleetshadow.agent;

import dev.fleetshadow.forecast.Followed;
import dev.fleetshadow.forecast.Follower;
import dev.fleetshadow.forecast.Foresight;
import dev.fleetshadow.forecast.Limit;
import dev.fleetshadow.forecast.RecentTrend;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.settings.ForeseenLimit;
import dev.fleetshadow.telemetry.ReportedPrediction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's own view of what will go wrong: which metric reaches its limit first, by the trends that the service itself
 * uses. That of minutes is only to be had here, where reports are frequent and none is lost; that of hours needs some eight of
 * them to begin with, and knows only as much as since the agent was started.
 *
 * <p>At most {@value Foresight#MOST} metrics are followed: those whose limit is the first, and of one limit the first by name.
 * For others there is room when one has not been reported for a day; that there is none is logged once.
 */
final class Foreseer {

    private static final Logger LOG = LoggerFactory.getLogger(Foreseer.class);
    private static final Duration SILENCE = Duration.ofDays(1);
    private static final String RECENT = "agent-recent-trend/1";
    private static final String LONG = "agent-long-trend/1";

    private final List<ForeseenLimit> limits;
    private final Follower follower;
    private final Foresight foresight = new Foresight();
    private final double recordsPerDay;
    private final Map<String, RecentTrend> trends = new LinkedHashMap<>();
    private final Map<String, Instant> lastSeen = new HashMap<>();
    private boolean full;

    Foreseer(List<ForeseenLimit> limits, Duration interval) {
        this.limits = limits;
        this.follower = new Follower(
                new Followed(limits.stream().map(ForeseenLimit::limit).toList(), List.of()));
        this.recordsPerDay = (double) Duration.ofDays(1).toNanos() / interval.toNanos();
    }

    private record Expected(TimeToLimit time, String failureMode, String model) {

        ReportedPrediction told() {
            return new ReportedPrediction(failureMode, Math.min(1, time.probability()), time.likely(), model);
        }
    }

    /** What is to be expected first, after one more report; {@code null} if nothing is. */
    ReportedPrediction predict(Instant at, Map<String, Double> metrics) {
        List<Expected> expected = new ArrayList<>();
        Map<String, ForeseenLimit> limited = limited(metrics.keySet());
        limited.forEach((metric, limit) -> {
            if (followed(metric, at)) {
                double value = metrics.get(metric);
                follower.learn(foresight, metric, value, at, recordsPerDay);
                recent(metric, value, at, limit.limit())
                        .ifPresent(time -> expected.add(new Expected(time, limit.failureMode(), RECENT)));
            }
        });
        for (TimeToLimit time : follower.timesToLimit(foresight, at, recordsPerDay)) {
            limitOf(time.metric()).ifPresent(limit -> expected.add(new Expected(time, limit.failureMode(), LONG)));
        }
        return expected.stream()
                .min(Comparator.comparing(first -> first.time().likely()))
                .map(Expected::told)
                .orElse(null);
    }

    /** A limit below is one above of what is turned over. */
    private Optional<TimeToLimit> recent(String metric, double value, Instant at, Limit limit) {
        double up = limit.falling() ? -1 : 1;
        RecentTrend trend = trends.get(metric);
        trend.learn(up * value, at);
        return trend.timeToLimit(metric, up * limit.value());
    }

    /** Those that have a limit, which is the first that fits, in the order of the limits. */
    private Map<String, ForeseenLimit> limited(Set<String> metrics) {
        Set<String> byName = new TreeSet<>(metrics);
        Map<String, ForeseenLimit> limited = new LinkedHashMap<>();
        for (ForeseenLimit limit : limits) {
            byName.stream()
                    .filter(metric -> limit.limit().metric().matches(metric))
                    .forEach(metric -> limited.putIfAbsent(metric, limit));
        }
        return limited;
    }

    private boolean followed(String metric, Instant at) {
        if (!trends.containsKey(metric) && trends.size() == Foresight.MOST) {
            lastSeen.values().removeIf(seen -> seen.isBefore(at.minus(SILENCE)));
            trends.keySet().retainAll(lastSeen.keySet());
        }
        if (!trends.containsKey(metric) && trends.size() < Foresight.MOST) {
            trends.put(metric, new RecentTrend());
        }
        if (!trends.containsKey(metric) && !full) {
            full = true;
            LOG.warn("{} has a limit, but {} metrics are followed already: {}", metric, trends.size(), trends.keySet());
        }
        if (trends.containsKey(metric)) {
            lastSeen.put(metric, at);
        }
        return trends.containsKey(metric);
    }

    private Optional<ForeseenLimit> limitOf(String metric) {
        return limits.stream()
                .filter(limit -> limit.limit().metric().matches(metric))
                .findFirst();
    }
}
