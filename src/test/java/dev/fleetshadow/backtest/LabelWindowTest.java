package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders of events are as wide as the cycle of the metric. */
class LabelWindowTest {

    @ParameterizedTest
    @ValueSource(ints = {6, 24, 60, 288})
    void aWaveIsAsWideAsItsPeriod(int period) {
        double[] values = new double[20 * period];
        for (int i = 0; i < values.length; i++) {
            values[i] = 50 + Math.sin(2 * Math.PI * i / period);
        }
        assertThat(LabelWindow.of(values)).isBetween(period - 1, period + 1);
    }

    @Test
    void aMetricWithoutACycleGetsTheDefault() {
        double[] rising = new double[1_000];
        for (int i = 0; i < rising.length; i++) {
            rising[i] = i;
        }
        assertThat(LabelWindow.of(rising)).isEqualTo(LabelWindow.DEFAULT);
        assertThat(LabelWindow.of(new double[1_000])).isEqualTo(LabelWindow.DEFAULT);
        assertThat(LabelWindow.of(new double[] {1})).isEqualTo(LabelWindow.DEFAULT);
    }

    @Test
    void onlyTheFirstTwentyThousandRecordsAreLookedAt() {
        double[] values = new double[30_000];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 20_000 ? Math.sin(2 * Math.PI * i / 48) : 100 * random.nextGaussian();
        }
        assertThat(LabelWindow.of(values)).isEqualTo(48);
    }
}
