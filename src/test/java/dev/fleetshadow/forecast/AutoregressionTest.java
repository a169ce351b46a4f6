package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The regression finds known dynamics, and stays calm where there are none. */
class AutoregressionTest {

    private static final Tick TICK = Tick.at(0, 1440);

    private final Autoregression regression = new Autoregression();
    private final double[] cells = new double[regression.cells()];
    private int learned;

    @Test
    void aSineIsForecastHalfAPeriodAhead() {
        learn(2_000, i -> 5 + 2 * Math.sin(i / 3.0));
        assertThat(regression.forecast(cells, 0, 1, TICK)).isCloseTo(5 + 2 * Math.sin(2_000 / 3.0), within(0.02));
        assertThat(regression.forecast(cells, 0, 9, TICK)).isCloseTo(5 + 2 * Math.sin(2_008 / 3.0), within(0.1));
    }

    @Test
    void farAheadItExpectsTheMean() {
        learn(3_000, Series.swinging(4));
        assertThat(regression.forecast(cells, 0, 300, TICK)).isCloseTo(20, within(1.0));
    }

    @Test
    void aConstantIsExpectedToStayThat() {
        learn(100, i -> 0.7);
        assertThat(regression.forecast(cells, 0, 1, TICK)).isEqualTo(0.7);
        assertThat(regression.forecast(cells, 0, 30, TICK)).isEqualTo(0.7);
    }

    @Test
    void whatGrowsWithoutEndIsNotForecastBeyondHalfTheRangeEverSeen() {
        learn(300, i -> Math.pow(1.05, i));
        double largest = Math.pow(1.05, 299);
        assertThat(regression.forecast(cells, 0, 100, TICK)).isLessThanOrEqualTo(1.5 * largest);
    }

    @Test
    void oneOutlierDoesNotTeachItAnything() {
        learn(3_000, Series.swinging(5));
        double[] before = cells.clone();
        learn(1, i -> 1e6);
        for (int coefficient = 1; coefficient <= Autoregression.ORDER; coefficient++) {
            assertThat(cells[coefficient]).isCloseTo(before[coefficient], within(0.1));
        }
    }

    private void learn(int records, IntToDoubleFunction value) {
        for (int i = 0; i < records; i++) {
            regression.learn(cells, 0, value.applyAsDouble(learned), learned++, TICK);
        }
    }
}
