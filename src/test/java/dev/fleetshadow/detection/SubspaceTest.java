package dev.fleetshadow.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What moves with the others is explained by them; what moves alone stands out. */
class SubspaceTest {

    private static final int METRICS = 8;
    private static final double RECORDS_PER_DAY = 1440;

    @Test
    void fewerThanFourMetricsExplainNothingAndAreLeftAlone() {
        Subspace subspace = Subspace.cold();
        subspace.grow(3);
        double[] scored = {1, 2, 3};
        double[] learned = {1, 2, 3};
        assertThat(subspace.score(scored, learned, present(3), 0, RECORDS_PER_DAY))
                .isFalse();
        assertThat(scored).containsExactly(1, 2, 3);
        assertThat(learned).containsExactly(1, 2, 3);
    }

    @Test
    void aCommonMovementIsExplainedAndALonelyOneIsNot() {
        Subspace subspace = Subspace.cold();
        subspace.grow(METRICS);
        Random random = new Random(17);
        for (int record = 0; record < 5_000; record++) {
            double load = 2 * random.nextGaussian();
            double[] deviations = new double[METRICS];
            for (int j = 0; j < METRICS; j++) {
                deviations[j] = load + 0.2 * random.nextGaussian();
            }
            score(subspace, deviations, record);
        }
        double[] together = new double[METRICS];
        Arrays.fill(together, 4);
        double[] alone = new double[METRICS];
        alone[2] = 4;
        double[] explained = score(subspace, together, 5_000);
        double[] unexplained = score(subspace, alone, 5_001);
        assertThat(Math.abs(explained[2])).isLessThan(3);
        assertThat(unexplained[2]).isGreaterThan(4 * Math.abs(explained[2])).isGreaterThan(6);
    }

    @Test
    void hugeDeviationsNeitherBreakItNorBecomeNormalAtOnce() {
        Subspace subspace = Subspace.cold();
        subspace.grow(METRICS);
        Random random = new Random(18);
        for (int record = 0; record < 3_000; record++) {
            double[] deviations = random.doubles(METRICS, -15, 15).toArray();
            assertThat(score(subspace, deviations, record)).doesNotContain(Double.NaN);
        }
        double[] alone = new double[METRICS];
        alone[2] = 15;
        assertThat(score(subspace, alone, 3_000)[2]).isBetween(2.0, 15.0);
    }

    private static double[] score(Subspace subspace, double[] deviations, int record) {
        double[] scored = deviations.clone();
        double[] learned = Arrays.stream(deviations)
                .map(z -> Math.max(-Subspace.LEARN_CAP, Math.min(Subspace.LEARN_CAP, z)))
                .toArray();
        assertThat(subspace.score(scored, learned, present(METRICS), record, RECORDS_PER_DAY))
                .isTrue();
        return scored;
    }

    private static boolean[] present(int size) {
        boolean[] present = new boolean[size];
        Arrays.fill(present, true);
        return present;
    }
}
