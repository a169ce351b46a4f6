package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition holds when everything it asks for is there, and not a hair earlier. */
class ConditionTest {

    @Test
    void aScoreExactlyAtTheThresholdIsNotBelowIt() {
        assertThat(Conditions.scoreBelow(40).holds(Reports.scored(0, 39.999))).isTrue();
        assertThat(Conditions.scoreBelow(40).holds(Reports.scored(0, 40))).isFalse();
    }

    @Test
    void anUnknownScoreIsNotBelowAnything() {
        assertThat(Conditions.scoreBelow(100).holds(Reports.scored(0, Double.NaN)))
                .isFalse();
    }

    @Test
    void aConditionThatAsksNothingHoldsOfAnyReportButSilence() {
        Condition nothing = Conditions.scoreBelow(Double.NaN);
        assertThat(nothing.holds(Reports.well(0))).isTrue();
        assertThat(nothing.holds(Reports.scored(0, Double.NaN))).isTrue();
        assertThat(nothing.holds(Reports.silent(0, 10))).isFalse();
    }

    @Test
    void silenceIsTheOnlyThingASilentReportShows() {
        assertThat(Conditions.silence().holds(Reports.silent(0, 90))).isTrue();
        assertThat(Conditions.silence().holds(Reports.scored(0, 0))).isFalse();
        assertThat(Conditions.scoreBelow(40).holds(Reports.silent(0, 5))).isFalse();
        assertThat(Conditions.claims(ResourceStatus.RUNNING).holds(Reports.silent(0, 5)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"UP,5,true", "UP,-5,false", "DOWN,-5,true", "DOWN,5,false", "ANY,5,true", "ANY,-5,true", "UP,0,false"})
    void onlyMetricsInTheRightDirectionCarryTheScore(Direction direction, double sigmas, boolean expected) {
        Condition condition = Conditions.carriedBy(0.5, direction, "*memory*");
        HealthReport report = Reports.scored(0, 10, Reports.share("system.memory.utilization", sigmas, 0.6));
        assertThat(condition.holds(report)).isEqualTo(expected);
    }

    @Test
    void sharesOfSeveralMatchingMetricsAddUpButNoneCountsTwice() {
        Condition condition = Conditions.carriedBy(0.5, Direction.UP, "*memory*", "*swap*", "*mem*");
        HealthReport enough =
                Reports.scored(0, 10, Reports.share("memory.used", 4, 0.3), Reports.share("swap.used", 4, 0.2));
        HealthReport tooLittle =
                Reports.scored(0, 10, Reports.share("memory.used", 4, 0.3), Reports.share("cpu", 9, 0.7));
        assertThat(condition.holds(enough)).isTrue();
        assertThat(condition.holds(tooLittle)).isFalse();
        assertThat(condition.share(tooLittle.contributions())).isCloseTo(0.3, within(1e-12));
        assertThat(Conditions.scoreBelow(40).share(List.of())).isEqualTo(1);
    }

    @Test
    void aSymptomIsNotTakenForTheFailureWhereItsCauseShows() {
        Condition latency = Conditions.unless(Conditions.carriedBy(0.35, Direction.UP, "*latency*"), 2.5, "*cpu*");
        assertThat(latency.holds(Reports.scored(0, 10, Reports.share("latency", 8, 0.6))))
                .isTrue();
        assertThat(latency.holds(
                        Reports.scored(0, 10, Reports.share("latency", 8, 0.6), Reports.share("cpu", 2.5, 0.1))))
                .isFalse();
        assertThat(latency.holds(
                        Reports.scored(0, 10, Reports.share("latency", 8, 0.6), Reports.share("cpu", 2.4, 0.3))))
                .isTrue();
        assertThat(latency.holds(
                        Reports.scored(0, 10, Reports.share("latency", 8, 0.6), Reports.share("cpu", -5, 0.3))))
                .as("a falling cpu is not the cause")
                .isTrue();
    }

    @Test
    void aClaimedStatusMustBeOneOfThoseAskedFor() {
        Condition claims = Conditions.claims(ResourceStatus.FAILED, ResourceStatus.DEGRADED);
        assertThat(claims.holds(Reports.failed(0))).isTrue();
        assertThat(claims.holds(Reports.well(0))).isFalse();
    }

    @Test
    void aPredictionMustNameTheModeAndBeProbableEnough() {
        Condition predicted = Conditions.predicted("disk-filling", 0.8);
        assertThat(predicted.holds(Reports.predicting(0, 90, "disk-filling", 0.8)))
                .isTrue();
        assertThat(predicted.holds(Reports.predicting(0, 90, "disk-filling", 0.79)))
                .isFalse();
        assertThat(predicted.holds(Reports.predicting(0, 90, "memory-exhaustion", 0.99)))
                .isFalse();
        assertThat(predicted.holds(Reports.well(0))).isFalse();
    }

    @Test
    void aBreachMustBeOfTheMetricAskedForAndSoonEnough() {
        Condition filling = Conditions.breach(Duration.ofHours(6), "*disk*");
        assertThat(filling.holds(Reports.heading(0, "disk.used", Duration.ofHours(6))))
                .isTrue();
        assertThat(filling.holds(Reports.heading(0, "disk.used", Duration.ofHours(7))))
                .isFalse();
        assertThat(filling.holds(Reports.heading(0, "memory", Duration.ofHours(1))))
                .isFalse();
        assertThat(filling.holds(Reports.well(0))).isFalse();
        assertThat(Conditions.breach(Duration.ofHours(6)).holds(Reports.heading(0, "memory", Duration.ofHours(1))))
                .as("any metric")
                .isTrue();
    }
}
