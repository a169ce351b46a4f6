package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.forecast.Foresight.FollowedMetric;
import dev.fleetshadow.telemetry.Glob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Followed metrics are forecast by the chosen models, after a restart too, also with other ones. */
class FollowerTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int DAY = 1440;
    private static final int CLIMB = 2 * DAY;
    private static final int NOW = CLIMB + 150;
    private static final List<ForecastModel> EVERY = List.copyOf(EnumSet.allOf(ForecastModel.class));

    private final Random random = new Random(5);

    @ParameterizedTest
    @EnumSource
    void whatAModelLearnedSurvivesARestart(ForecastModel model) throws IOException {
        Follower follower = follower(List.of(model));
        Foresight foresight = new Foresight();
        learn(follower, foresight, "disk", NOW);
        assertThat(follower.forecasts(foresight, "disk", at(NOW), DAY))
                .isEqualTo(follower(List.of(model)).forecasts(restored(foresight), "disk", at(NOW), DAY))
                .extracting(Forecast::model)
                .containsOnly(model.toString());
    }

    @Test
    void otherModelsBeginAnewButTheTrendGoesOn() throws IOException {
        Foresight before = new Foresight();
        learn(follower(ForecastModel.DEFAULT), before, "disk", NOW);
        Foresight foresight = restored(before);
        Follower others = follower(List.of(ForecastModel.HOLT_WINTERS, ForecastModel.SEASONAL_NAIVE));
        assertThat(others.forecasts(foresight, "disk", at(NOW), DAY)).isEmpty();
        assertThat(others.timesToLimit(foresight, at(NOW), DAY))
                .isEqualTo(follower(ForecastModel.DEFAULT).timesToLimit(before, at(NOW), DAY))
                .hasSize(1);
        others.learn(foresight, "disk", 0.25, at(NOW), DAY);
        assertThat(others.forecasts(foresight, "disk", at(NOW), DAY))
                .allSatisfy(forecast -> assertThat(forecast.value()).isEqualTo(0.25))
                .extracting(Forecast::model)
                .containsOnly("seasonal-naive");
    }

    @Test
    void theOrderInWhichModelsAreNamedDoesNotMatter() {
        assertThat(new Followed(List.of(), List.of(), List.of(ForecastModel.ARIMA, ForecastModel.NAIVE)))
                .isEqualTo(new Followed(
                        List.of(), List.of(), List.of(ForecastModel.NAIVE, ForecastModel.ARIMA, ForecastModel.NAIVE)));
    }

    @Test
    void moreMetricsThanAreFollowedAndEveryModelTakeNoMoreThanIsSaid() throws IOException {
        assertThat(size(ForecastModel.DEFAULT)).isEqualTo(1 + Foresight.MOST * (620 + 11));
        assertThat(size(EVERY)).isEqualTo(1 + Foresight.MOST * (4_148 + 11));
    }

    @Test
    void aMetricThatIsNoLongerReportedMakesRoomForAnother() {
        Follower follower = follower(ForecastModel.DEFAULT);
        Foresight foresight = full(follower, DAY);
        for (int metric = 1; metric < Foresight.MOST; metric++) {
            follower.learn(foresight, "d" + metric, 0.5, at(DAY + 10), DAY);
        }
        follower.learn(foresight, "disk", 0.5, at(DAY), DAY);
        assertThat(follower.forecasts(foresight, "disk", at(DAY), DAY)).isEmpty();
        follower.learn(foresight, "disk", 0.5, at(DAY + 10), DAY);
        assertThat(follower.forecasts(foresight, "disk", at(DAY + 10), DAY)).isNotEmpty();
        assertThat(foresight.metrics()).hasSize(Foresight.MOST).noneMatch(metric -> metric.name.equals("d0"));
    }

    @Test
    void aMetricThatTheSettingsNoLongerNameMakesRoomForAnother() {
        Foresight foresight = full(follower(ForecastModel.DEFAULT), DAY);
        Follower other = new Follower(new Followed(List.of(), List.of(Glob.of("e*"))));
        other.learn(foresight, "e0", 0.5, at(1), DAY);
        assertThat(foresight.metrics()).hasSize(Foresight.MOST).anyMatch(metric -> metric.name.equals("e0"));
    }

    @Test
    void amongMetricsReportedOnceInDaysNoneMakesRoom() {
        Follower follower = follower(ForecastModel.DEFAULT);
        Foresight foresight = full(follower, 1 / 3.0);
        follower.learn(foresight, "disk", 0.5, at(3 * DAY), 1 / 3.0);
        assertThat(foresight.metrics()).noneMatch(metric -> metric.name.equals("disk"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverADecoderLetsThroughLeavesFiniteNumbers(long seed) {
        Random magnitudes = new Random(seed);
        everyNumberStaysFinite(i ->
                Math.copySign(Math.pow(10, 200 * magnitudes.nextDouble() - 100), magnitudes.nextDouble() - 0.5));
        everyNumberStaysFinite(Series.hostile(seed));
        everyNumberStaysFinite(i -> seed % 2 == 0 ? 1e100 : -1e100);
        everyNumberStaysFinite(i -> 1e36 * i * seed);
    }

    private void everyNumberStaysFinite(IntToDoubleFunction values) {
        Follower follower = follower(ForecastModel.DEFAULT);
        Follower every = follower(EVERY);
        Foresight foresight = new Foresight();
        Foresight foreseenByEvery = new Foresight();
        for (int i = 0; i < 500; i++) {
            double value = values.applyAsDouble(i);
            follower.learn(foresight, "disk", value, at(i), DAY);
            every.learn(foreseenByEvery, "disk", value, at(i), DAY);
            assertThat(every.forecasts(foreseenByEvery, "disk", at(i), DAY))
                    .allMatch(forecast -> Double.isFinite(forecast.upper() - forecast.lower()));
            assertThat(every.timesToLimit(foreseenByEvery, at(i), DAY))
                    .allMatch(time -> Double.isFinite(time.probability()));
        }
        FollowedMetric metric = foresight.metrics().get(0);
        assertThat(Arrays.stream(metric.tournament)).allMatch(Double::isFinite);
        assertThat(Arrays.stream(metric.trend)).noneMatch(cell -> Double.isInfinite(cell));
        assertThat(Arrays.stream(metric.trend, LongTrend.CELLS - Persistence.CELLS, LongTrend.CELLS))
                .allMatch(Double::isFinite);
    }

    private static Foresight full(Follower follower, double recordsPerDay) {
        Foresight foresight = new Foresight();
        for (int metric = 0; metric < Foresight.MOST; metric++) {
            follower.learn(foresight, "d" + metric, 0.5, at(0), recordsPerDay);
        }
        return foresight;
    }

    private int size(List<ForecastModel> models) throws IOException {
        Foresight foresight = new Foresight();
        for (int metric = 0; metric < Foresight.MOST + 2; metric++) {
            learn(follower(models), foresight, "d%d".formatted(metric), 2);
        }
        return bytes(foresight).length;
    }

    /** Noise for two days, then a climb that takes eight hours. */
    private void learn(Follower follower, Foresight foresight, String metric, int records) {
        for (int i = 0; i <= records; i++) {
            double value = 0.5 + 0.5 * Math.max(0, i - CLIMB) / 480 + 0.005 * random.nextGaussian();
            follower.learn(foresight, metric, value, at(i), DAY);
        }
    }

    private static Follower follower(List<ForecastModel> models) {
        return new Follower(new Followed(List.of(new Limit(Glob.of("d*"), 1, false)), List.of(), models));
    }

    private static Instant at(int record) {
        return START.plus(Duration.ofMinutes(record));
    }

    private static Foresight restored(Foresight foresight) throws IOException {
        byte[] bytes = bytes(foresight);
        Foresight restored = Foresight.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertThat(Arrays.equals(bytes(restored), bytes)).isTrue();
        return restored;
    }

    private static byte[] bytes(Foresight foresight) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        foresight.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
