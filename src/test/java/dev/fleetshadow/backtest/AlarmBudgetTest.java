package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An alarm costs what it costs the person who is called. */
class AlarmBudgetTest {

    private static final double ALARM = 1;

    @ParameterizedTest(name = "a pause of {0} minutes: {1} alarms")
    @CsvSource({"1, 1", "9, 1", "10, 2", "60, 2"})
    void alarmsAtMostTenMinutesApartAreOne(int pause, int alarms) {
        ScoredSeries series = Series.of(".".repeat(100), alarm(alarm(new double[100], 10, 10), 11 + pause, 11 + pause));
        assertThat(new AlarmBudget(series).falseAlarmsAt(ALARM)).isEqualTo(alarms);
    }

    @ParameterizedTest(name = "{0} minutes: {1} false alarms")
    @CsvSource({"1, 1", "60, 1", "61, 2", "180, 3"})
    void anAlarmThatStaysCountsForEveryHourBegun(int minutes, int alarms) {
        ScoredSeries series = Series.of(".".repeat(300), alarm(new double[300], 20, 19 + minutes));
        assertThat(new AlarmBudget(series).falseAlarmsAt(ALARM)).isEqualTo(alarms);
    }

    @ParameterizedTest(name = "begun {0} minutes early: {1} false alarms")
    @CsvSource({"0, 0", "59, 0", "60, 1", "130, 2"})
    void anAlarmThatTouchesAnEventCountsForEveryFullHourBesideIt(int early, int alarms) {
        ScoredSeries series = Series.of(labels(400, 200, 219), alarm(new double[400], 200 - early, 210));
        assertThat(new AlarmBudget(series).falseAlarmsAt(ALARM)).isEqualTo(alarms);
    }

    @ParameterizedTest(name = "{0} minutes after the end: {1} false alarms")
    @CsvSource({"1, 0", "30, 0", "31, 1"})
    void halfAnHourAfterAnEventIsExcused(int late, int alarms) {
        ScoredSeries series = Series.of(labels(400, 200, 219), alarm(new double[400], 219 + late, 219 + late));
        assertThat(new AlarmBudget(series).falseAlarmsAt(ALARM)).isEqualTo(alarms);
    }

    @ParameterizedTest(name = "every {0} minutes")
    @ValueSource(doubles = {1, 5, 30, 60})
    void recordsInARowAreOneAlarmHoweverFarApartTheyAre(double minutes) {
        ScoredSeries series = Series.every(minutes, ".".repeat(300), alarm(new double[300], 50, 51));
        assertThat(new AlarmBudget(series).falseAlarmsAt(ALARM)).isEqualTo((int) Math.ceil(2 * minutes / 60));
    }

    @Test
    void anEventIsFoundAtItsFirstRecordThatReachesTheThreshold() {
        double[] scores = alarm(new double[400], 203, 204);
        AlarmBudget.Found found =
                new AlarmBudget(Series.every(5, labels(400, 200, 219, 300, 310), scores)).foundAt(ALARM);
        assertThat(found.events()).isEqualTo(1);
        assertThat(found.of()).isEqualTo(2);
        assertThat(found.medianDelayMinutes()).isEqualTo(15);
    }

    @Test
    void theThresholdIsTheLowestThatStaysWithinTheBudget() {
        double[] scores = new double[400];
        for (int k = 0; k < 5; k++) {
            scores[20 + 60 * k] = k + 1;
        }
        AlarmBudget budget = new AlarmBudget(Series.of(".".repeat(400), scores));
        assertThat(budget.threshold(2)).hasValue(4);
        assertThat(budget.threshold(5)).hasValue(1);
        assertThat(budget.threshold(0)).isEmpty();
    }

    @Test
    void aSmallBudgetIsSpentInALongHistoryToo() {
        double[] scores = new double[40_000];
        for (int k = 0; k < 100; k++) {
            scores[200 + 300 * k] = k + 1;
        }
        assertThat(new AlarmBudget(Series.of(".".repeat(40_000), scores)).threshold(3))
                .hasValue(98);
    }

    @Test
    void noThresholdExceedsItsBudget() {
        for (int seed = 0; seed < 50; seed++) {
            ScoredSeries series = Series.random(new SplittableRandom(seed), 1_000);
            AlarmBudget budget = new AlarmBudget(series);
            int allowed = seed % 7;
            budget.threshold(allowed)
                    .ifPresent(threshold ->
                            assertThat(budget.falseAlarmsAt(threshold)).isLessThanOrEqualTo(allowed));
        }
    }

    private static double[] alarm(double[] scores, int first, int last) {
        Arrays.fill(scores, first, last + 1, ALARM);
        return scores;
    }

    private static String labels(int size, int... ends) {
        StringBuilder labels = new StringBuilder(".".repeat(size));
        for (int k = 0; k < ends.length; k += 2) {
            labels.replace(ends[k], ends[k + 1] + 1, "#".repeat(ends[k + 1] - ends[k] + 1));
        }
        return labels.toString();
    }
}
