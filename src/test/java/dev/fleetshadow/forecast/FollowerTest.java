package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.telemetry.MetricPattern;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        return new Follower(new Followed(List.of(new Limit(MetricPattern.of("d*"), 1, false)), List.of(), models));
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
