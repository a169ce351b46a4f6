package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The better forecaster speaks at each horizon, and its band holds what it promises. */
class TournamentTest {

    private static final int NEXT = 0;
    private static final int LATER = 1;

    private final Learner full = new Learner(Tournament.full());
    private final Learner plain = new Learner(Tournament.plain());

    @Test
    void whatNeverChangesIsForecastWithoutDoubt() {
        full.learn(500, i -> 12);
        for (int horizon : new int[] {NEXT, LATER}) {
            assertThat(full.model(horizon)).isEqualTo("naive");
            assertThat(full.value(horizon)).isEqualTo(12);
            assertThat(full.halfWidth(horizon)).isZero();
        }
    }

    @Test
    void theLastValueSpeaksOfARandomWalk() {
        plain.learn(3_000, Series.walk(11));
        assertThat(plain.model(NEXT)).isEqualTo("naive");
    }

    @Test
    void theSmoothingModelSpeaksOfNoiseAroundALevel() {
        plain.learn(2_000, Series.noise(10));
        assertThat(plain.model(NEXT)).isEqualTo("damped-holt");
        assertThat(plain.model(LATER)).isEqualTo("damped-holt");
    }

    @Test
    void theRegressionSpeaksOfWhatSwings() {
        full.learn(2_000, Series.swinging(12));
        assertThat(full.model(NEXT)).isEqualTo("ar5");
        assertThat(full.halfWidth(NEXT)).isCloseTo(1.96, within(0.4));
    }

    @Test
    void eachHorizonHasItsOwnSpeaker() {
        IntToDoubleFunction walk = Series.walk(13);
        full.learn(3_000, i -> i % 30 + 0.001 * walk.applyAsDouble(i));
        assertThat(full.model(NEXT)).isNotEqualTo("naive");
        assertThat(full.model(LATER)).isEqualTo("naive");
        assertThat(full.halfWidth(LATER)).isLessThan(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nineteenOfTwentyValuesFallInsideTheBandOfEitherHorizon(long seed) {
        for (IntToDoubleFunction series : List.of(Series.noise(seed), Series.walk(seed), Series.swinging(seed))) {
            assertThat(coverage(Tournament.full(), series, NEXT, 1)).isBetween(0.92, 0.98);
        }
        assertThat(coverage(Tournament.full(), Series.walk(seed), LATER, 30)).isBetween(0.92, 0.98);
        assertThat(coverage(Tournament.plain(), Series.noise(seed), LATER, 30)).isBetween(0.92, 0.98);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scaleAndShiftOfAMetricAreThoseOfItsForecast(long seed) {
        Learner plainly = new Learner(Tournament.full()).learn(3_000, Series.swinging(seed));
        IntToDoubleFunction same = Series.swinging(seed);
        Learner moved = new Learner(Tournament.full()).learn(3_000, i -> 64 * same.applyAsDouble(i) - 512);
        for (int horizon : new int[] {NEXT, LATER}) {
            assertThat(moved.model(horizon)).isEqualTo(plainly.model(horizon));
            assertThat(moved.value(horizon)).isCloseTo(64 * plainly.value(horizon) - 512, within(1.0));
            assertThat(moved.halfWidth(horizon)).isCloseTo(64 * plainly.halfWidth(horizon), within(1.0));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsRememberedFitsIntoFloatsAndForecastsTheSameAfterwards(long seed) {
        full.learn(1_000, Series.swinging(seed));
        double[] restored = new double[full.cells.length];
        for (int i = 0; i < restored.length; i++) {
            restored[i] = (float) full.cells[i];
        }
        Learner other = new Learner(Tournament.full(), restored, 1_000);
        IntToDoubleFunction rest = Series.swinging(seed + 100);
        for (int i = 0; i < 100; i++) {
            double value = rest.applyAsDouble(i);
            full.learn(value);
            other.learn(value);
            assertThat(other.value(NEXT)).isEqualTo(full.value(NEXT));
            assertThat(other.value(LATER)).isEqualTo(full.value(LATER));
        }
        assertThat(other.cells).isEqualTo(full.cells);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingFiniteMakesAForecastThatIsNot(long seed) {
        IntToDoubleFunction hostile = Series.hostile(seed);
        for (int i = 0; i < 3_000; i++) {
            full.learn(hostile.applyAsDouble(i));
            assertThat(full.value(NEXT)).as("next, at %d", i).isFinite();
            assertThat(full.value(LATER)).as("later, at %d", i).isFinite();
            assertThat(full.halfWidth(NEXT)).isFinite().isNotNegative();
            assertThat(full.halfWidth(LATER)).isFinite().isNotNegative();
        }
    }

    @Test
    void aHorizonThatCannotBeCheckedIsRefused() {
        assertThatThrownBy(() -> new Horizon(30, 7)).hasMessageContaining("every 7");
    }

    private static double coverage(Tournament tournament, IntToDoubleFunction series, int horizon, int steps) {
        double[] values = IntStream.range(0, 20_000).mapToDouble(series).toArray();
        Learner learner = new Learner(tournament);
        int inside = 0;
        int judged = 0;
        for (int i = 0; i + steps < values.length; i++) {
            learner.learn(values[i]);
            if (i >= 5_000) {
                double miss = Math.abs(values[i + steps] - learner.value(horizon));
                inside += miss <= learner.halfWidth(horizon) ? 1 : 0;
                judged++;
            }
        }
        return inside / (double) judged;
    }
}
