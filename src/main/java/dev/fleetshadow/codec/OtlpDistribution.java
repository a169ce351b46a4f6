package dev.fleetshadow.codec;

import dev.fleetshadow.gather.Distribution;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Brings OpenTelemetry's histograms into one form: explicit bounds.
 *
 * <p>An exponential histogram grows its range and coarsens its buckets as values come, but two of one series can only be
 * compared if their bounds are the same. So its buckets are put into ones of a quarter octave (a factor of 1.19), and the
 * range reaches from a whole power of 16 to a whole power of 16: it seldom changes. If that is more than a distribution
 * may have, the buckets are doubled until they fit.
 */
final class OtlpDistribution {

    /** Buckets per octave are two to the power of this. */
    private static final int FINEST_SCALE = 2;

    /** Bounds are told for powers of two within this: with wider ones their squares would overflow. */
    private static final int WIDEST_EXPONENT = 160;

    private static final int OCTAVES_PER_BLOCK = 4;

    /** A double counts no further by ones. */
    private static final double MOST_COUNTED = 1L << 53;

    private OtlpDistribution() {}

    static Distribution of(HistogramDataPoint point) {
        counted(point.getBucketCountsList());
        return new Distribution(point.getExplicitBoundsList(), point.getBucketCountsList());
    }

    static Distribution of(ExponentialHistogramDataPoint point) {
        var positive = point.getPositive();
        var negative = point.getNegative();
        counted(List.of(point.getZeroCount()));
        counted(positive.getBucketCountsList());
        counted(negative.getBucketCountsList());
        for (int scale = FINEST_SCALE; ; scale--) {
            var above = Side.of(positive, point.getScale(), scale);
            var below = Side.of(negative, point.getScale(), scale);
            if (above.size() + below.size() + 1 <= Distribution.MOST_BOUNDS) {
                return joined(below, point.getZeroCount(), above);
            }
        }
    }

    /** Counts of the values on one side of zero, by the index of their bucket at a scale. */
    private record Side(NavigableMap<Long, Long> counts, int scale, long lowest, long highest) {

        static Side of(ExponentialHistogramDataPoint.Buckets buckets, int from, int to) {
            NavigableMap<Long, Long> counts = new TreeMap<>();
            long widest = index(WIDEST_EXPONENT, to);
            for (int i = 0; i < buckets.getBucketCountsCount(); i++) {
                long count = buckets.getBucketCounts(i);
                if (count > 0) {
                    long index = moved((long) buckets.getOffset() + i, from, to);
                    counts.merge(Math.max(-widest, Math.min(widest - 1, index)), count, Long::sum);
                }
            }
            if (counts.isEmpty()) {
                return new Side(counts, to, 0, 0);
            }
            long block = Math.max(1, index(OCTAVES_PER_BLOCK, to));
            return new Side(
                    counts,
                    to,
                    Math.floorDiv(counts.firstKey(), block) * block,
                    (Math.floorDiv(counts.lastKey(), block) + 1) * block);
        }

        /** Buckets between the lowest and the highest bound, and the one beside zero. */
        long size() {
            return counts.isEmpty() ? 0 : highest - lowest + 1;
        }

        double bound(long index) {
            return Math.pow(2, Math.scalb((double) index, -scale));
        }

        long count(long index) {
            return counts.getOrDefault(index, 0L);
        }
    }

    private static Distribution joined(Side below, long zeros, Side above) {
        List<Double> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long pending = 0;
        if (below.size() > 0) {
            for (long index = below.highest(); index >= below.lowest(); index--) {
                bounds.add(-below.bound(index));
                counts.add(pending);
                pending = below.count(index - 1);
            }
            // What lies between the lowest bound and zero on this side is nothing.
            pending = 0;
        }
        bounds.add(0.0);
        counts.add(pending + zeros);
        pending = 0;
        if (above.size() > 0) {
            for (long index = above.lowest(); index <= above.highest(); index++) {
                bounds.add(above.bound(index));
                counts.add(pending);
                pending = above.count(index);
            }
        }
        counts.add(pending);
        return new Distribution(bounds, counts);
    }

    /** The index of a power of two at a scale. */
    private static long index(int exponent, int scale) {
        return scale >= 0 ? (long) exponent << scale : exponent >> Math.min(-scale, Integer.SIZE - 1);
    }

    /** Where a bucket of one scale lies at another; of finer ones the highest, because its upper bound is the same. */
    private static long moved(long index, int from, int to) {
        long coarser = (long) from - to;
        if (coarser >= 0) {
            return index >> Math.min(coarser, Long.SIZE - 1);
        }
        double finer = Math.scalb(index + 1.0, (int) Math.min(-coarser, Short.MAX_VALUE)) - 1;
        return (long) Math.max(-1e15, Math.min(1e15, finer));
    }

    private static void counted(List<Long> counts) {
        double sum = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new InvalidUpdateException("bucketCounts", Long.toUnsignedString(count), "send smaller counts");
            }
            sum += count;
        }
        if (sum > MOST_COUNTED) {
            throw new InvalidUpdateException("bucketCounts", Double.toString(sum), "send smaller counts");
        }
    }
}
