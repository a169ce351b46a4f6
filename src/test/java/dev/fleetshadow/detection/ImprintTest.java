package dev.fleetshadow.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A byte holds what a metric contributes, whatever that is. */
class ImprintTest {

    @Test
    void stepsAreThoseOfTheLogarithm() {
        byte[] imprint = Imprint.of(new double[] {0, Math.expm1(1), Math.expm1(10), 99}, 3);
        assertThat(imprint).hasSize(3);
        assertThat(Imprint.steps(imprint[0])).isZero();
        assertThat(Imprint.steps(imprint[1])).isEqualTo(20);
        assertThat(Imprint.steps(imprint[2])).isEqualTo(200);
    }

    @Test
    void absurdContributionsAreTheLargestStep() {
        byte[] imprint = Imprint.of(new double[] {1e300, Double.POSITIVE_INFINITY}, 2);
        assertThat(Imprint.steps(imprint[0])).isEqualTo(255);
        assertThat(Imprint.steps(imprint[1])).isEqualTo(255);
    }

    @Test
    void distancesAreOverTheMetricsThatAreKnown() {
        byte[] known = {0, (byte) 200};
        assertThat(Imprint.squaredDistance(known, new byte[] {3, (byte) 204, 99}))
                .isEqualTo(9 + 16);
    }
}
