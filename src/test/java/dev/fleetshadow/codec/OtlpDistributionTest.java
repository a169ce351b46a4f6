package dev.fleetshadow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.gather.Distribution;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An exponential histogram says the same after its conversion, as far as the wider buckets can. */
class OtlpDistributionTest {

    private static final double WIDTH = Math.pow(2, 0.25);

    @Test
    void eachValueLiesInABucketThatIsNoWiderThanAQuarterOctave() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 2000; run++) {
            int scale = random.nextInt(2, 12);
            double value = Math.exp(random.nextDouble() * 20 - 10);
            boolean negative = random.nextBoolean();
            Distribution told = OtlpDistribution.of(histogram(scale, value, negative, 3));
            int bucket = told.counts().indexOf(3L);
            double lower = told.bounds().get(bucket - 1);
            double upper = told.bounds().get(bucket);
            double signed = negative ? -value : value;
            assertThat(signed).as("run %d, scale %d", run, scale).isBetween(lower - 1e-9, upper + 1e-9);
            assertThat(negative ? lower / upper : upper / lower).isCloseTo(WIDTH, within(1e-9));
        }
    }

    @Test
    void theBoundsStayWhileValuesDoAndTheScaleFalls() {
        List<Double> fine = OtlpDistribution.of(histogram(8, 0.3, false, 1)).bounds();
        List<Double> coarse = OtlpDistribution.of(histogram(3, 0.9, false, 50)).bounds();
        assertThat(coarse).isEqualTo(fine).hasSize(18);
        assertThat(OtlpDistribution.of(histogram(3, 1.1, false, 50)).bounds()).isNotEqualTo(fine);
    }

    @Test
    void zerosAreTheirOwnBucket() {
        ExponentialHistogramDataPoint zeros =
                histogram(3, 2, false, 5).toBuilder().setZeroCount(7).build();
        Distribution told = OtlpDistribution.of(zeros);
        assertThat(told.bounds().get(0)).isZero();
        assertThat(told.counts().get(0)).isEqualTo(7);
        Distribution nothing = OtlpDistribution.of(ExponentialHistogramDataPoint.getDefaultInstance());
        assertThat(nothing.counts()).containsExactly(0L, 0L);
    }

    @Test
    void whateverItHoldsNothingIsLostAndItFits() {
        SplittableRandom random = new SplittableRandom(2);
        for (int run = 0; run < 3000; run++) {
            ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder()
                    .setScale(extreme(random))
                    .setZeroCount(random.nextInt(3))
                    .setPositive(buckets(random))
                    .setNegative(buckets(random));
            long sent = point.getZeroCount()
                    + sum(point.getPositive().getBucketCountsList())
                    + sum(point.getNegative().getBucketCountsList());
            Distribution told = OtlpDistribution.of(point.build());
            assertThat(sum(told.counts())).as("run " + run).isEqualTo(sent);
        }
    }

    @Test
    void countsThatCannotBeCountedAreRefused() {
        for (long count : new long[] {-1, Long.MIN_VALUE, (1L << 53) + 2}) {
            assertThatThrownBy(() -> OtlpDistribution.of(histogram(3, 1, false, 1).toBuilder()
                            .setZeroCount(count)
                            .build()))
                    .isInstanceOf(InvalidUpdateException.class);
        }
    }

    private static ExponentialHistogramDataPoint histogram(int scale, double value, boolean negative, long count) {
        int index = (int) Math.ceil(Math.log(value) / Math.log(2) * Math.scalb(1.0, scale)) - 1;
        Buckets buckets =
                Buckets.newBuilder().setOffset(index).addBucketCounts(count).build();
        var point = ExponentialHistogramDataPoint.newBuilder().setScale(scale);
        return (negative ? point.setNegative(buckets) : point.setPositive(buckets)).build();
    }

    private static Buckets buckets(SplittableRandom random) {
        Buckets.Builder buckets = Buckets.newBuilder().setOffset(extreme(random));
        for (int i = random.nextInt(400); i > 0; i--) {
            buckets.addBucketCounts(random.nextInt(4));
        }
        return buckets.build();
    }

    private static int extreme(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            default -> random.nextInt(-40, 41);
        };
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
