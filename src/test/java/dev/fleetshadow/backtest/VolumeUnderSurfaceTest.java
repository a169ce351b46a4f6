package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The quick way to the volume gives what the definition gives. */
class VolumeUnderSurfaceTest {

    private static final double EXACT = 1e-12;

    @Test
    void scoresThatRankTheEventFirstFillTheWholeVolume() {
        ScoredSeries series = Series.of("..##..", 0, 1, 8, 9, 2, 3);
        assertThat(VolumeUnderSurface.precisionRecall(series, 4)).isCloseTo(1, within(EXACT));
    }

    /** Alone, the highest score is a false alarm; once borders count, it is half of the way to the event. */
    @Test
    void aScoreBesideAnEventCountsAsMuchAsTheLabelHasFadedThere() {
        ScoredSeries series = Series.of("..#.", 1, 2, 3, 4);
        double border = Math.sqrt(0.5);
        double recall = 2 * border / (2 + border);
        double wide = recall * border + (1 - recall) * (1 + border) / 2;
        assertThat(VolumeUnderSurface.precisionRecall(series, 0)).isCloseTo(0.5, within(EXACT));
        assertThat(VolumeUnderSurface.precisionRecall(series, 2)).isCloseTo((0.5 + 0.5 + wide) / 3, within(EXACT));
    }

    /** Half of the records at half of the events, then everything at half of the precision. */
    @Test
    void recallCountsOnlyAsFarAsEventsWereTouched() {
        ScoredSeries series = Series.of("#.#.", 4, 3, 1, 2);
        assertThat(VolumeUnderSurface.precisionRecall(series, 0)).isCloseTo(0.25 * 1 + 0.75 * 0.5, within(EXACT));
    }

    @Test
    void scoresThatAreAllAlikeAreWorthTheShareOfLabelledRecords() {
        ScoredSeries series = Series.of("...#", 7, 7, 7, 7);
        assertThat(VolumeUnderSurface.precisionRecall(series, 0)).isCloseTo(0.25, within(EXACT));
    }

    @Test
    void withoutALabelThereIsNothingToMeasure() {
        assertThat(VolumeUnderSurface.precisionRecall(Series.of("...", 1, 2, 3), 2))
                .isNaN();
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theQuickWayAgreesWithTheDefinition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ScoredSeries series = Series.random(random, 20 + random.nextInt(400));
        int window = random.nextInt(24);
        double quick = VolumeUnderSurface.precisionRecall(series, window);
        assertThat(quick).isCloseTo(NaiveVolume.precisionRecall(series, window), within(EXACT));
        assertThat(quick).isBetween(0.0, 1.0);
    }
}
