package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The better forecaster speaks, and its band holds what it promises. */
class OutlookTest {

    private static final double RECORDS_PER_DAY = 1440;

    private final Outlook outlook = grown();

    @Test
    void nothingIsForecastOfAMetricNeverSeen() {
        assertThat(outlook.ready(0)).isFalse();
        outlook.learn(0, 3, 0, RECORDS_PER_DAY);
        assertThat(outlook.ready(0)).isTrue();
        assertThat(outlook.ready(1)).isFalse();
        assertThat(outlook.forecast(0, "m", 60).value()).isEqualTo(3);
    }

    @Test
    void aConstantMetricIsForecastByItsLastValueWithoutDoubt() {
        learn(500, i -> 12);
        Forecast forecast = outlook.forecast(0, "m", 60);
        assertThat(forecast).isEqualTo(new Forecast("m", 60, 12, 12, 12, "naive"));
    }

    @Test
    void theSmoothingModelSpeaksOfNoiseAroundALevel() {
        Random random = new Random(10);
        learn(2_000, i -> 50 + random.nextGaussian());
        Forecast forecast = outlook.forecast(0, "m", 60);
        assertThat(forecast.model()).isEqualTo("damped-holt");
        assertThat(forecast.value()).isCloseTo(50, within(3.0));
        assertThat(forecast.upper() - forecast.lower()).isBetween(3.0, 6.0);
    }

    @Test
    void whatClimbsEvenlyIsForecastOneStepBehindAndTheBandKnowsIt() {
        learn(2_000, i -> 5 + 2.0 * i);
        Forecast forecast = outlook.forecast(0, "m", 60);
        assertThat(forecast.value()).isEqualTo(5 + 2.0 * 1_999);
        assertThat(forecast.upper()).isGreaterThan(5 + 2.0 * 2_000 - 0.2);
    }

    @Test
    void theLastValueSpeaksOfARandomWalk() {
        Random random = new Random(11);
        double[] walk = {0};
        learn(2_000, i -> walk[0] += random.nextGaussian());
        assertThat(outlook.forecast(0, "m", 60).model()).isEqualTo("naive");
        assertThat(outlook.forecast(0, "m", 60).value()).isEqualTo(walk[0]);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nineteenOfTwentyValuesFallInsideTheBand(long seed) {
        Random random = new Random(seed);
        double value = 0;
        int inside = 0;
        int judged = 0;
        for (int i = 0; i < 20_000; i++) {
            value = 0.9 * value + random.nextGaussian();
            if (i >= 5_000) {
                Forecast forecast = outlook.forecast(0, "m", 60);
                judged++;
                inside += value >= forecast.lower() && value <= forecast.upper() ? 1 : 0;
            }
            outlook.learn(0, value, i, RECORDS_PER_DAY);
        }
        assertThat(inside / (double) judged).isBetween(0.94, 0.96);
    }

    private void learn(int records, IntToDoubleFunction value) {
        for (int i = 0; i < records; i++) {
            outlook.learn(0, value.applyAsDouble(i), i, RECORDS_PER_DAY);
        }
    }

    private static Outlook grown() {
        Outlook outlook = Outlook.cold();
        outlook.grow(2);
        return outlook;
    }
}
