package dev.fleetshadow.forecast;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.ranking.NaNStrategy;

/**
 * Follows where a metric is heading over hours, and says when it rises to a limit; of what only swings or jitters it is
 * silent.
 *
 * <p>Records are averaged over blocks of five minutes (longer ones for what reports less often), of which the last two
 * hours are kept. The trend is the {@link MonotonicTrend} of the last hour. It counts only while it is significant over one
 * hour and over two, and once it has led the metric where it was not in the two days before: what rises every morning does
 * not fill up. How far it can be trusted is tracked: after every third block, the line through the hour before the last one
 * is held against what came of it, and the root mean square of these misses, over a day, is the error of a trend followed
 * for one hour, growing in proportion to the time ahead. Whether the trend lasts at all is up to {@link Persistence}; the
 * probability is that of both, and below one half nothing is said.
 *
 * <p>Asked every quarter of an hour about the 99.5 % quantile of public metrics of servers and services (SMD, JumpStarter), it
 * spoke 181 times, and 70 % came true; about the value 1 that SMD's authors scaled them to and that they hardly ever reach
 * again, 43 times, of which 2 came true: the probability is of a limit that the metric can reach.
 */
final class LongTrend {

    private static final long[] BLOCK_SECONDS = {300, 900, 3600, 21_600};
    private static final double INTERVALS_PER_BLOCK = 0.8;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final int HOUR = 12;
    private static final int RECENT = 2 * HOUR;
    private static final int SPANS = 24;
    private static final int BLOCKS_PER_SPAN = 24;
    /** The last two hours lie in up to two spans. */
    private static final int SPANS_OF_TREND = 2;

    private static final int ARRIVED = 3;
    private static final double SIGNIFICANT = 3;
    private static final double LEAST_PROBABILITY = 0.5;
    private static final int BLOCKS_PER_JUDGEMENT = 3;
    private static final double ERROR_WINDOW = 96;
    private static final double ONE_IN_TWENTY = 1.645;

    /** Sums of such values and their differences are finite as floats, whatever a block holds. */
    private static final double LARGEST = 1e30;
    /** A miss that comes back within the window is soon counted in full: each such one doubles the squared error. */
    private static final double LARGEST_MISS = 10;
    /** Of what never misses, a share of what it usually is stands for the error. */
    private static final double LEAST_ERROR = 0.01;

    private static final int SILENT_BLOCKS = 2;
    private static final Median MEDIAN = new Median().withNaNStrategy(NaNStrategy.REMOVED);

    /** The cells: block means (oldest first), largest block of every span of two hours, and what follows. */
    private static final int BLOCKS = 0;

    private static final int HIGHS = BLOCKS + RECENT;
    private static final int BLOCK = HIGHS + SPANS;
    private static final int SUM = BLOCK + 1;
    private static final int COUNT = BLOCK + 2;
    private static final int SQUARED_ERROR = BLOCK + 3;
    private static final int JUDGED = BLOCK + 4;
    /** The trend as of the last block: it changes with blocks, not with records. A lead of 0 is one not to speak of. */
    private static final int LEAD = BLOCK + 5;

    private static final int SLOPE = BLOCK + 6;
    private static final int LEVEL = BLOCK + 7;
    private static final int PERSISTENCE = BLOCK + 8;
    static final int CELLS = PERSISTENCE + Persistence.CELLS;

    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** Learns one finite value; beyond {@value #LARGEST} it counts as that. */
    void learn(double[] cells, int at, double value, long epochSecond, double recordsPerDay) {
        long block = epochSecond / blockSeconds(recordsPerDay);
        long current = (long) cells[at + BLOCK];
        if (cells[at + COUNT] == 0 || block < current || block - current > RECENT) {
            Arrays.fill(cells, at, at + BLOCK, Double.NaN);
            Arrays.fill(cells, at + BLOCK, at + PERSISTENCE, 0);
            Persistence.interrupt(cells, at + PERSISTENCE);
        } else if (block > current) {
            close(cells, at, current, block, TimeToLimit.FARTHEST.toSeconds() / blockSeconds(recordsPerDay));
        }
        cells[at + BLOCK] = block;
        cells[at + SUM] = (float) (cells[at + SUM] + bounded(value, LARGEST));
        cells[at + COUNT]++;
    }

    /** How long nothing was learned, to within a block; for ever if blocks had another length then. */
    double silentSeconds(double[] cells, int at, Instant now, double recordsPerDay) {
        long blockSeconds = blockSeconds(recordsPerDay);
        long block = now.getEpochSecond() / blockSeconds;
        return blockSeconds * Math.abs(block - cells[at + BLOCK]);
    }

    /**
     * When a limit above is reached; empty unless that is {@value #LEAST_PROBABILITY} probable, and of what has not been
     * reported for more than {@value #SILENT_BLOCKS} blocks.
     */
    Optional<TimeToLimit> timeToLimit(
            double[] cells, int at, String metric, double limit, Instant now, double recordsPerDay) {
        double left = limit - cells[at + LEVEL];
        if (cells[at + JUDGED] < ERROR_WINDOW || !(cells[at + LEAD] > 0) || left <= 0) {
            return Optional.empty();
        }
        double blockSeconds = blockSeconds(recordsPerDay);
        if (silentSeconds(cells, at, now, recordsPerDay) > SILENT_BLOCKS * blockSeconds) {
            return Optional.empty();
        }
        double farthest = TimeToLimit.FARTHEST.toSeconds() / blockSeconds;
        double speed = cells[at + SLOPE];
        double error = Math.sqrt(cells[at + SQUARED_ERROR]) / HOUR;
        double margin = speed - left / farthest;
        double inTime = margin <= 0 ? 0 : error == 0 ? 1 : NORMAL.cumulativeProbability(margin / error);
        double probability = inTime * Persistence.probability(cells, at + PERSISTENCE, cells[at + LEVEL], limit);
        if (probability < LEAST_PROBABILITY) {
            return Optional.empty();
        }
        double slowest = speed - ONE_IN_TWENTY * error;
        return Optional.of(new TimeToLimit(
                metric,
                limit,
                after(now, left / (speed + ONE_IN_TWENTY * error) * blockSeconds),
                after(now, left / speed * blockSeconds),
                left < slowest * farthest ? after(now, left / slowest * blockSeconds) : null,
                probability));
    }

    private static Instant after(Instant now, double seconds) {
        return now.plusSeconds(Math.round(seconds));
    }

    /** How far the last block lies above all that was seen in the two days before the trend; 0 if not all recent ones do. */
    private static double lead(double[] cells, int at) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int span = 0; span < SPANS - SPANS_OF_TREND; span++) {
            double high = cells[at + HIGHS + span];
            highest = Double.isNaN(high) ? highest : Math.max(highest, high);
        }
        for (int i = RECENT - ARRIVED; i < RECENT; i++) {
            if (!(cells[at + BLOCKS + i] > highest)) {
                return 0;
            }
        }
        return cells[at + BLOCKS + RECENT - 1] - highest;
    }

    private static void close(double[] cells, int at, long current, long next, long farthest) {
        double mean = (float) (cells[at + SUM] / cells[at + COUNT]);
        push(cells, at, mean);
        if (current % BLOCKS_PER_JUDGEMENT == 0) {
            judge(cells, at, mean);
        }
        note(cells, at, current, mean);
        for (long missing = current + 1; missing < next; missing++) {
            push(cells, at, Double.NaN);
            note(cells, at, missing, Double.NaN);
        }
        cells[at + SUM] = 0;
        cells[at + COUNT] = 0;
        look(cells, at);
        Persistence.learn(cells, at + PERSISTENCE, current, mean, cells[at + LEAD], farthest);
    }

    private static void look(double[] cells, int at) {
        double lead = lead(cells, at);
        cells[at + LEAD] = 0;
        if (lead > 0
                && MonotonicTrend.of(cells, at + BLOCKS, at + BLOCKS + RECENT).sigmas() >= SIGNIFICANT) {
            MonotonicTrend hour = MonotonicTrend.of(cells, at + BLOCKS + HOUR, at + BLOCKS + RECENT);
            cells[at + LEAD] = hour.sigmas() >= SIGNIFICANT && Double.isFinite(lead) ? (float) lead : 0;
            cells[at + SLOPE] = (float) hour.slope();
            cells[at + LEVEL] = (float) hour.level();
        }
    }

    private static void push(double[] cells, int at, double mean) {
        System.arraycopy(cells, at + BLOCKS + 1, cells, at + BLOCKS, RECENT - 1);
        cells[at + BLOCKS + RECENT - 1] = mean;
    }

    private static void judge(double[] cells, int at, double mean) {
        MonotonicTrend before = MonotonicTrend.of(cells, at + BLOCKS, at + BLOCKS + HOUR);
        double miss = mean - before.level() - HOUR * before.slope();
        if (Double.isFinite(miss)) {
            if (!(cells[at + SQUARED_ERROR] < Float.MAX_VALUE)) {
                cells[at + SQUARED_ERROR] = 0;
                cells[at + JUDGED] = 0;
            }
            cells[at + JUDGED]++;
            double rate = Math.max(1 / ERROR_WINDOW, 1 / cells[at + JUDGED]);
            double squared = cells[at + SQUARED_ERROR];
            double counted = bounded(miss, largestMiss(cells, at));
            cells[at + SQUARED_ERROR] =
                    (float) Math.min(Float.MAX_VALUE, squared + rate * (counted * counted - squared));
        }
    }

    /** How much of a miss counts: ten times the error, so that a few absurd values do not blind it for weeks. */
    private static double largestMiss(double[] cells, int at) {
        double[] magnitudes = new double[RECENT];
        for (int i = 0; i < RECENT; i++) {
            magnitudes[i] = Math.abs(cells[at + BLOCKS + i]);
        }
        double usual = MEDIAN.evaluate(magnitudes);
        double error = Math.max(Math.sqrt(cells[at + SQUARED_ERROR]), LEAST_ERROR * usual);
        return error == 0 ? LARGEST : LARGEST_MISS * error;
    }

    private static double bounded(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }

    /** Takes a block into the largest of its span; the first block of a span begins a new one. */
    private static void note(double[] cells, int at, long block, double mean) {
        int latest = at + HIGHS + SPANS - 1;
        if (block % BLOCKS_PER_SPAN == 0) {
            System.arraycopy(cells, at + HIGHS + 1, cells, at + HIGHS, SPANS - 1);
            cells[latest] = Double.NaN;
        }
        if (Double.isNaN(cells[latest]) || mean > cells[latest]) {
            cells[latest] = mean;
        }
    }

    private static long blockSeconds(double recordsPerDay) {
        double least = INTERVALS_PER_BLOCK * SECONDS_PER_DAY / recordsPerDay;
        for (long seconds : BLOCK_SECONDS) {
            if (seconds >= least) {
                return seconds;
            }
        }
        return BLOCK_SECONDS[BLOCK_SECONDS.length - 1];
    }
}
