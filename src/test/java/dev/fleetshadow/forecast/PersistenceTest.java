package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How likely a rise goes on is learned from how far those before it went. */
class PersistenceTest {

    private static final int MOST = 144;

    private final double[] cells = new double[Persistence.CELLS];
    private long block;

    @Test
    void aFirstRiseIsAsLikelyToDoubleAsAnythingOfItsAge() {
        assertThat(Persistence.probability(cells, 0, 1, 2)).as("no rise").isZero();
        rise(1);
        assertThat(Persistence.probability(cells, 0, 1, 2)).isCloseTo(0.5, within(0.1));
        assertThat(Persistence.probability(cells, 0, 1, 1.01)).isGreaterThan(0.95);
        assertThat(Persistence.probability(cells, 0, 1, 100)).isLessThan(0.15);
    }

    @Test
    void aRiseThatHasGoneFarIsTrustedMore() {
        rise(1);
        double young = Persistence.probability(cells, 0, 1, 3);
        for (int gain = 2; gain <= 10; gain++) {
            rise(gain);
        }
        assertThat(Persistence.probability(cells, 0, 10, 30)).isGreaterThan(young + 0.1);
    }

    @ParameterizedTest(name = "exponent {0}")
    @ValueSource(doubles = {0.5, 1, 3})
    void theChanceIsWhatThePastOfTheMetricMakesIt(double exponent) {
        SplittableRandom random = new SplittableRandom(8);
        for (int past = 0; past < 200; past++) {
            rise(1);
            rise(Math.pow(1 - random.nextDouble(), -1 / exponent));
            fall();
        }
        rise(1);
        assertThat(Persistence.probability(cells, 0, 1, 2)).isCloseTo(Math.pow(0.5, exponent), within(0.1));
    }

    @Test
    void aRiseThatLastsTooLongOrIsInterruptedIsNotOneThatEnded() {
        rise(1);
        block += MOST + 1;
        rise(1);
        rise(1);
        Persistence.interrupt(cells, 0);
        rise(1);
        assertThat(Persistence.probability(cells, 0, 1, 2)).isEqualTo(fresh());
    }

    private static double fresh() {
        double[] unused = new double[Persistence.CELLS];
        Persistence.learn(unused, 0, 1, 1, 1, MOST);
        return Persistence.probability(unused, 0, 1, 2);
    }

    private void rise(double gain) {
        Persistence.learn(cells, 0, ++block, gain, gain, MOST);
    }

    private void fall() {
        Persistence.learn(cells, 0, ++block, 0, 0, MOST);
    }
}
