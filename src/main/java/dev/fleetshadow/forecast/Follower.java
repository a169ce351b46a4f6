package dev.fleetshadow.forecast;

import dev.fleetshadow.forecast.Foresight.FollowedMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the metrics that matter: learns them, forecasts them, and says when they reach their limits.
 *
 * <p>One instance serves all resources of an operator; not thread-safe.
 */
public final class Follower {

    private static final int NAMES_REMEMBERED = 10_000;
    private static final double SECONDS_PER_DAY = 86_400;
    /** What reports less than daily is not silent yet when it misses a record or two. */
    private static final double RECORDS_OF_SILENCE = 4;

    private final Followed followed;
    private final Tournament tournament;
    private final int models;
    private final LongTrend trend = new LongTrend();
    /** Patterns are matched once per name, for a fleet has few names and many updates. */
    private final Map<String, Interest> interests = new HashMap<>();

    /** Why a metric is followed; {@code limit} is {@code null} if it has none. */
    private record Interest(boolean followed, Limit limit) {

        double direction() {
            return limit != null && limit.falling() ? -1 : 1;
        }
    }

    public Follower(Followed followed) {
        this.followed = followed;
        this.tournament = Tournament.of(followed.models());
        this.models = ForecastModel.fingerprint(followed.models());
    }

    public boolean follows(String metric) {
        return interest(metric).followed();
    }

    /** Learns one finite value of a metric that is followed; of those for which there is no room nothing. */
    public void learn(Foresight foresight, String name, double value, Instant at, double recordsPerDay) {
        FollowedMetric metric = foresight.of(name, known -> silence(known, at, recordsPerDay));
        if (metric == null) {
            return;
        }
        metric.compete(models, tournament.cells());
        Tick tick = Tick.at(at.getEpochSecond(), recordsPerDay);
        tournament.learn(metric.tournament, 0, value, metric.learned, tick);
        double risen = interest(name).direction() * value;
        trend.learn(metric.trend, 0, risen, at.getEpochSecond(), recordsPerDay);
        metric.learned = Math.max(metric.learned, metric.learned + 1);
    }

    /** The forecasts of a metric at every horizon; none if it is not followed. */
    public List<Forecast> forecasts(Foresight foresight, String name, Instant now, double recordsPerDay) {
        List<Forecast> forecasts = new ArrayList<>(tournament.horizons());
        Tick tick = Tick.at(now.getEpochSecond(), recordsPerDay);
        for (FollowedMetric metric : foresight.metrics()) {
            boolean ready = metric.models == models && metric.name.equals(name);
            for (int h = 0; ready && h < tournament.horizons(); h++) {
                forecasts.add(tournament.forecast(metric.tournament, 0, h, name, tick));
            }
        }
        return forecasts;
    }

    /** When metrics reach their limits, for those that are heading there. */
    public List<TimeToLimit> timesToLimit(Foresight foresight, Instant now, double recordsPerDay) {
        List<TimeToLimit> times = new ArrayList<>();
        for (FollowedMetric metric : foresight.metrics()) {
            Interest interest = interest(metric.name);
            if (interest.limit() != null) {
                double risenLimit = interest.direction() * interest.limit().value();
                trend.timeToLimit(metric.trend, 0, metric.name, risenLimit, now, recordsPerDay)
                        .map(time -> time.withLimit(interest.limit().value()))
                        .ifPresent(times::add);
            }
        }
        return times;
    }

    /** How long a metric has been silent, where 1 is long enough to make room for another one. */
    private double silence(FollowedMetric metric, Instant now, double recordsPerDay) {
        double enough = SECONDS_PER_DAY * Math.max(1, RECORDS_OF_SILENCE / recordsPerDay);
        return follows(metric.name)
                ? trend.silentSeconds(metric.trend, 0, now, recordsPerDay) / enough
                : Double.POSITIVE_INFINITY;
    }

    private Interest interest(String metric) {
        if (interests.size() > NAMES_REMEMBERED) {
            interests.clear();
        }
        return interests.computeIfAbsent(
                metric,
                name -> new Interest(
                        followed.includes(name), followed.limitOf(name).orElse(null)));
    }
}
