package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Average precision rewards what is ranked first, and ties win nothing by their order. */
class AveragePrecisionTest {

    @Test
    void labelledRecordsRankedFirstAreWorthOne() {
        assertThat(AveragePrecision.of(Series.of(".##.", 1, 4, 3, 2))).isEqualTo(1);
    }

    @Test
    void eachLabelledRecordAddsThePrecisionUpToItsRank() {
        assertThat(AveragePrecision.of(Series.of("#.#..#", 6, 5, 4, 3, 2, 1)))
                .isCloseTo((1.0 + 2.0 / 3 + 3.0 / 6) / 3, within(1e-15));
    }

    @Test
    void equalScoresCountAtOnceInWhateverOrderTheyCome() {
        double labelFirst = AveragePrecision.of(Series.of("#..#", 5, 5, 1, 0));
        double labelLast = AveragePrecision.of(Series.of(".#.#", 5, 5, 1, 0));
        assertThat(labelFirst).isCloseTo((1.0 / 2 + 2.0 / 4) / 2, within(1e-15)).isEqualTo(labelLast);
    }

    @Test
    void aScoreThatSaysNothingIsWorthTheShareOfLabelledRecords() {
        assertThat(AveragePrecision.of(Series.of("..#...#.", new double[8]))).isEqualTo(0.25);
    }

    @Test
    void withoutALabelThereIsNothingToMeasure() {
        assertThat(AveragePrecision.of(Series.of("..", 1, 2))).isNaN();
    }
}
