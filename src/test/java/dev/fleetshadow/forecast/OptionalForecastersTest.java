package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forecasters that one can add find what they are for. */
class OptionalForecastersTest {

    private static final int DAY = 1440;
    private static final List<Horizon> FAR = List.of(new Horizon(30, 30));

    @Test
    void yesterdayIsExpectedAgain() {
        Learner learner = new Learner(new Tournament(List.of(new SeasonalNaive()), FAR));
        learner.learn(2 * DAY, i -> i % DAY < DAY / 2 ? 5 : 9);
        assertThat(learner.value(0)).isEqualTo(5);
        learner.learn(DAY / 2 - 10, i -> 5);
        assertThat(learner.value(0)).isEqualTo(9);
    }

    @Test
    void whatFollowsTheDayIsForecastBetterByThoseThatKnowTheDay() {
        Tournament all = new Tournament(List.of(new Naive(), new HoltWinters()), FAR);
        Learner learner = new Learner(all).learn(20 * DAY, Series.daily(4));
        assertThat(learner.model(0)).isEqualTo("holt-winters");
    }

    @Test
    void theCoefficientsOfAKnownProcessAreFound() {
        Random random = new Random(3);
        double[] differences = new double[Arima.WINDOW];
        double shock = 0;
        for (int i = 2; i < differences.length; i++) {
            double next = random.nextGaussian();
            differences[i] = 0.5 * differences[i - 1] - 0.3 * differences[i - 2] + 0.4 * shock + next;
            shock = next;
        }
        double[] fitted = Arima.fitted(differences);
        assertThat(fitted[0]).isCloseTo(0.5, within(0.15));
        assertThat(fitted[1]).isCloseTo(-0.3, within(0.15));
        assertThat(fitted[2]).isCloseTo(0.4, within(0.15));
    }

    @Test
    void anUnstableFitIsShrunkUntilItForgets() {
        double[] explosive = {1.2, 0.1};
        assertThat(LeastSquares.largestRoot(explosive)).isGreaterThan(1);
        LeastSquares.stabilise(explosive);
        assertThat(LeastSquares.largestRoot(explosive)).isLessThan(0.995);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void nothingFiniteMakesAForecastThatIsNot(long seed) {
        for (Forecaster forecaster : List.of(new SeasonalNaive(), new HoltWinters(), new Arima())) {
            Learner learner = new Learner(new Tournament(List.of(forecaster), FAR));
            IntToDoubleFunction hostile = Series.hostile(seed);
            for (int i = 0; i < 2_000; i++) {
                learner.learn(hostile.applyAsDouble(i));
                assertThat(learner.value(0))
                        .as("%s at %d", forecaster.name(), i)
                        .isFinite();
            }
        }
    }
}
