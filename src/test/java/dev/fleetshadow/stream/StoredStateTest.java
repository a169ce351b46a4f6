package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.forecast.Followed;
import dev.fleetshadow.forecast.Follower;
import dev.fleetshadow.forecast.Foresight;
import dev.fleetshadow.forecast.Limit;
import dev.fleetshadow.gather.Gathering;
import dev.fleetshadow.health.CalibrationHistory;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.HeapMemory;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads state as an earlier build stored it: if one of these tests fails, no savepoint out there can be restored.
 *
 * <p>The files hold the serializer's snapshot and then one value. They are written once per layout, by
 * {@code mvn test -Dtest=StoredStateTest -Dstate.write=true} where they are missing, and never again: a new layout gets a
 * new directory beside the old one, and the old files must still be read.
 */
class StoredStateTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int RECORDS = 240;
    private static final double EXACT = 1e-9;

    /** From layout 2 on a shadow is stored in numbers of 4 to 7 digits. */
    private static final double ROUNDED = 0.02;

    /** What a build is known to make of them. */
    private static final double FORECAST = 0.40890479785350375;

    private static final double MARGIN = 3.7129643193155637;

    private static final RecursiveComparisonConfiguration FLOATS = RecursiveComparisonConfiguration.builder()
            .withComparatorForType(new DoubleComparator(1e-4), Double.class)
            .build();

    private static final Followed FOLLOWED = new Followed(List.of(new Limit(Glob.of("cpu"), 1, false)), List.of());

    @ParameterizedTest
    @CsvSource({
        "1, 9.665289245458627, 91.803473226166, 100, 1," + EXACT,
        "2, 9.665289245458627, 96.32929268098395, 99.46183336486996, 1," + ROUNDED,
        "3, 12.189223789772473, 98.00168900229576, 99.02488850145073, 241," + ROUNDED
    })
    void aStoredShadowGoesOnWhereItLeftOff(
            int layout, double rawScore, double score, double previousScore, int wellFor, double tolerance)
            throws IOException {
        ResourceShadow shadow = StateFiles.stored(StoredShadow.INSTANCE, layout);
        assertThat(shadow.resource()).isEqualTo(resource());
        assertThat(shadow.lastObservedAt()).isEqualTo(at(RECORDS - 1));
        assertThat(shadow.profile().records()).isEqualTo(RECORDS);
        assertThat(shadow.profile().metrics()).containsExactlyInAnyOrder("memory", "cpu", "latency");
        assertThat(shadow.profile().cadence().seconds()).isEqualTo(3600);

        HealthReport next = new HealthScorer(HealthSettings.DEFAULT).observe(shadow, update(RECORDS), new HeapMemory());
        assertThat(next.rawScore()).isCloseTo(rawScore, within(tolerance));
        assertThat(next.score()).isCloseTo(score, within(tolerance));
        assertThat(next.forecasts().get(0).value()).isCloseTo(FORECAST, within(1e-6));
        assertThat(next.wellFor()).as("counted from layout 3 on").isEqualTo(wellFor);
        assertThat(next.previousScore()).isCloseTo(previousScore, within(EXACT));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false"})
    void aReportThatSaysNothingNewIsAnnouncedOnlyIfItIsUnknownWhatWasSaidBefore(int layout, boolean announced)
            throws IOException {
        ResourceShadow shadow = StateFiles.stored(StoredShadow.INSTANCE, layout);
        StatusUpdate sameHour = StatusUpdate.running(
                resource(), at(RECORDS - 1).plusSeconds(60), update(RECORDS).metrics());
        HealthReport next = new HealthScorer(HealthSettings.DEFAULT).observe(shadow, sameHour, new HeapMemory());
        assertThat(next.level()).isEqualTo(HealthLevel.of(next.previousScore()));
        assertThat(next.announced()).isEqualTo(announced);
    }

    @ParameterizedTest
    @CsvSource({"1, 48", "2, 48", "3, 12"})
    void aStoredCalibrationKeepsItsHoursAndDays(int layout, int settling) throws IOException {
        CalibrationHistory history = StateFiles.stored(StoredCalibration.INSTANCE, layout);
        assertThat(history.hoursHeld()).isEqualTo(RECORDS - settling);
        assertThat(history.daysHeld()).isEqualTo((RECORDS - settling) / 24);
    }

    @Test
    void aWitnessOfTheFirstLayoutIsForgotten() throws IOException {
        assertThat(StateFiles.stored(StoredWitness.INSTANCE, 1).judge(new byte[3]))
                .isEmpty();
    }

    @Test
    void aStoredWitnessJudgesAsBefore() throws IOException {
        Opinion opinion = StateFiles.stored(StoredWitness.INSTANCE, 2)
                .judge(new byte[] {50, 10, 120})
                .orElseThrow();
        assertThat(opinion.margin()).isCloseTo(MARGIN, within(EXACT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStoredForesightForecastsAsBefore(int layout) throws IOException {
        Foresight foresight = StateFiles.stored(StoredForesight.INSTANCE, layout);
        assertThat(new Follower(FOLLOWED).forecasts(foresight, "cpu", at(RECORDS - 1), 24))
                .usingRecursiveFieldByFieldElementComparator(FLOATS)
                .isEqualTo(new Follower(FOLLOWED).forecasts(foresight(), "cpu", at(RECORDS - 1), 24))
                .hasSize(2);
    }

    @Test
    @EnabledIfSystemProperty(named = "state.write", matches = "true")
    void writesTheMissingFilesOfTheNewestLayouts() throws IOException {
        HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT);
        ResourceShadow shadow = ResourceShadow.cold();
        HeapMemory cold = new HeapMemory();
        for (int t = 0; t < RECORDS; t++) {
            scorer.observe(shadow, update(t), cold);
        }
        StateFiles.write(StoredShadow.INSTANCE, shadow);
        StateFiles.write(StoredCalibration.INSTANCE, cold.history());
        StateFiles.write(StoredWitness.INSTANCE, cold.witness());
        StateFiles.write(StoredForesight.INSTANCE, foresight());
        StateFiles.write(StoredGathering.INSTANCE, HalfGathered.gathering(resource(), at(0)));
    }

    @Test
    void aStoredGatheringGoesOnWhereItLeftOff() throws IOException {
        Gathering gathering = StateFiles.stored(StoredGathering.INSTANCE, 1);
        assertThat(gathering.alarmAtMillis()).isEqualTo(at(1).toEpochMilli());
        StatusUpdate update = HalfGathered.GATHERER
                .close(gathering, at(1).toEpochMilli())
                .get(0)
                .update();
        assertThat(update.resource()).isEqualTo(resource());
        assertThat(update.metrics()).isEqualTo(HalfGathered.METRICS);
    }

    private static Foresight foresight() {
        Follower follower = new Follower(FOLLOWED);
        Foresight foresight = new Foresight();
        for (int t = 0; t < RECORDS; t++) {
            double cpu = update(t).metrics().get("cpu");
            follower.learn(foresight, "cpu", cpu, at(t), 24);
        }
        return foresight;
    }

    private static StatusUpdate update(int t) {
        SplittableRandom random = new SplittableRandom(t);
        Map<String, Double> metrics = Map.of(
                "memory", 0.4 + 0.01 * random.nextDouble() + (t < RECORDS ? 0 : 0.003),
                "cpu", 0.5 + 0.2 * Math.sin(t / 4.0) + 0.05 * random.nextDouble(),
                "latency", 0.1 + 0.02 * random.nextDouble());
        return StatusUpdate.running(resource(), at(t), metrics);
    }

    private static Resource resource() {
        return new Resource("web-1 ✓", "host", "web/eu-1a", Map.of("rack", "r12"));
    }

    private static Instant at(int t) {
        return START.plus(Duration.ofHours(t));
    }
}
