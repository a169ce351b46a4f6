package dev.fleetshadow.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Says when a metric that has risen steadily for minutes reaches a limit: for whoever sees one resource often and has no days
 * of its history. What takes hours is what {@link LongTrend} is for.
 *
 * <p>The trend is the {@link MonotonicTrend} of the last {@value #KEPT} values, of at most half an hour. It counts while it is
 * significant over all of them and in each half, which a step is not, and while it leads the metric above all of the
 * {@value #HIGHS} times as many values before, which what swings does only the first time. How long it will go on is judged by how long it has
 * gone on: a trend that has lasted for {@code n} lasts for {@code m} more with the probability {@code n / (n + m)} (Gott,
 * Nature 363, 1993). Together with the error of the slope, doubled because values that follow each other are alike, that
 * is the probability; below one half nothing is said.
 */
public final class RecentTrend {

    static final int KEPT = 40;
    static final int HIGHS = 24;

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final double SIGNIFICANT = 3;
    private static final double LEAST_PROBABILITY = 0.5;
    private static final double ALIKE = 2;
    /** The slope is asked whether it gets there in as many times the time that the trend has lasted. */
    private static final double AHEAD = 2;

    private static final int ARRIVED = 3;
    private static final double NOISES_OF_LEAD = 2;
    private static final double ONE_IN_TWENTY = 1.645;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private final double[] values = new double[KEPT];
    private final Instant[] times = new Instant[KEPT];
    /** The highest of every {@value #KEPT} values, and when its block began. */
    private final Deque<High> highs = new ArrayDeque<>();

    private int count;
    private int inBlock;
    private Instant risingSince;

    private record High(Instant from, double value) {}

    /** Learns one finite value, later than those before; after a gap as long as it looks back it begins anew. */
    public void learn(double value, Instant at) {
        if (count > 0 && Duration.between(times[KEPT - 1], at).compareTo(LONGEST) > 0) {
            count = 0;
            inBlock = 0;
            risingSince = null;
            highs.clear();
        }
        System.arraycopy(values, 1, values, 0, KEPT - 1);
        System.arraycopy(times, 1, times, 0, KEPT - 1);
        values[KEPT - 1] = value;
        times[KEPT - 1] = at;
        count = Math.min(KEPT, count + 1);
        remember(value, at);
        risingSince = !rises() ? null : risingSince == null ? lowest() : risingSince;
    }

    /** When the limit above is reached; empty unless that is {@value #LEAST_PROBABILITY} probable. */
    public Optional<TimeToLimit> timeToLimit(String metric, double limit) {
        if (risingSince == null) {
            return Optional.empty();
        }
        MonotonicTrend trend = MonotonicTrend.of(values, 0, KEPT);
        double noise = noise(trend);
        double left = limit - trend.level();
        double lead = Math.min(trend.level(), leastOfLatest()) - highestBefore(risingSince);
        if (left <= 0 || lead <= NOISES_OF_LEAD * noise) {
            return Optional.empty();
        }
        double stepSeconds = seconds(times[0], times[KEPT - 1]) / (KEPT - 1);
        double lasted = seconds(risingSince, times[KEPT - 1]) / stepSeconds;
        double error = ALIKE * noise * Math.sqrt(12.0 / KEPT / KEPT / KEPT);
        double margin = trend.slope() - left / (AHEAD * lasted);
        double inTime = error == 0 ? (margin > 0 ? 1 : 0) : NORMAL.cumulativeProbability(margin / error);
        double probability = inTime * lasted / (lasted + left / trend.slope());
        if (probability < LEAST_PROBABILITY) {
            return Optional.empty();
        }
        double slowest = trend.slope() - ONE_IN_TWENTY * error;
        return Optional.of(new TimeToLimit(
                metric,
                limit,
                after(left / (trend.slope() + ONE_IN_TWENTY * error) * stepSeconds),
                after(left / trend.slope() * stepSeconds),
                slowest > 0 ? after(left / slowest * stepSeconds) : null,
                probability));
    }

    private void remember(double value, Instant at) {
        if (inBlock == 0) {
            highs.addLast(new High(at, value));
            if (highs.size() > HIGHS) {
                highs.removeFirst();
            }
        } else {
            High high = highs.removeLast();
            highs.addLast(new High(high.from(), Math.max(high.value(), value)));
        }
        inBlock = (inBlock + 1) % KEPT;
    }

    private boolean rises() {
        return count == KEPT
                && Duration.between(times[0], times[KEPT - 1]).compareTo(LONGEST) <= 0
                && significant(0, KEPT)
                && significant(0, KEPT / 2)
                && significant(KEPT / 2, KEPT);
    }

    /** What swings is below its line where it turns: the line alone leads too far. */
    private double leastOfLatest() {
        double least = values[KEPT - 1];
        for (int i = KEPT - ARRIVED; i < KEPT; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    private boolean significant(int from, int to) {
        return MonotonicTrend.of(values, from, to).sigmas() >= SIGNIFICANT;
    }

    private Instant lowest() {
        int lowest = 0;
        for (int i = 1; i < KEPT; i++) {
            lowest = values[i] <= values[lowest] ? i : lowest;
        }
        return times[lowest];
    }

    /** Of the blocks that were over when the trend began. */
    private double highestBefore(Instant trend) {
        double highest = Double.NEGATIVE_INFINITY;
        High before = null;
        for (High high : highs) {
            if (before != null && !high.from().isAfter(trend)) {
                highest = Math.max(highest, before.value());
            }
            before = high;
        }
        return highest;
    }

    /** The standard deviation of the values around the trend, from their median distance. */
    private double noise(MonotonicTrend trend) {
        double[] distances = new double[KEPT];
        for (int i = 0; i < KEPT; i++) {
            distances[i] = Math.abs(values[i] - (trend.level() - trend.slope() * (KEPT - 1 - i)));
        }
        Arrays.sort(distances);
        return 1.4826 * distances[KEPT / 2];
    }

    private Instant after(double seconds) {
        return times[KEPT - 1].plusMillis(
                Math.round(1000 * Math.min(seconds, (double) TimeToLimit.FARTHEST.toSeconds())));
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / 1000.0;
    }
}
