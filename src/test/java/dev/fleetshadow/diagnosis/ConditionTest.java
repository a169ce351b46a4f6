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
        assertThat(Conditions.scoreBelow(40).holds(seen(Reports.scored(0, 39.999))))
                .isTrue();
        assertThat(Conditions.scoreBelow(40).holds(seen(Reports.scored(0, 40)))).isFalse();
    }

    @Test
    void anUnknownScoreIsNotBelowAnything() {
        assertThat(Conditions.scoreBelow(70).holds(seen(Reports.scored(0, Double.NaN))))
                .isFalse();
    }

    @Test
    void aConditionThatAsksNothingHoldsOfAnyReportButSilence() {
        Condition nothing = Conditions.scoreBelow(Double.NaN);
        assertThat(nothing.holds(seen(Reports.well(0)))).isTrue();
        assertThat(nothing.holds(seen(Reports.scored(0, Double.NaN)))).isTrue();
        assertThat(nothing.holds(seen(Reports.silent(0, 10)))).isFalse();
    }

    @Test
    void silenceIsTheOnlyThingASilentReportShows() {
        assertThat(Conditions.silence().holds(seen(Reports.silent(0, 90)))).isTrue();
        assertThat(Conditions.silence().holds(seen(Reports.scored(0, 0)))).isFalse();
        assertThat(Conditions.scoreBelow(40).holds(seen(Reports.silent(0, 5)))).isFalse();
        assertThat(Conditions.claims(ResourceStatus.RUNNING).holds(seen(Reports.silent(0, 5))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"UP,5,true", "UP,-5,false", "DOWN,-5,true", "DOWN,5,false", "ANY,5,true", "ANY,-5,true", "UP,0,false"})
    void onlyMetricsInTheRightDirectionCarryTheScore(Direction direction, double sigmas, boolean expected) {
        Condition condition = Conditions.carriedBy(0.5, direction, "*memory*");
        HealthReport report = Reports.scored(0, 10, Reports.share("system.memory.utilization", sigmas, 0.6));
        assertThat(condition.holds(seen(report))).isEqualTo(expected);
    }

    @Test
    void sharesOfSeveralMatchingMetricsAddUpButNoneCountsTwice() {
        Condition condition = Conditions.carriedBy(0.5, Direction.UP, "*memory*", "*swap*", "*mem*");
        HealthReport enough =
                Reports.scored(0, 10, Reports.share("memory.used", 4, 0.3), Reports.share("swap.used", 4, 0.2));
        HealthReport tooLittle =
                Reports.scored(0, 10, Reports.share("memory.used", 4, 0.3), Reports.share("cpu", 9, 0.7));
        assertThat(condition.holds(seen(enough))).isTrue();
        assertThat(condition.holds(seen(tooLittle))).isFalse();
        assertThat(condition.metrics().share(tooLittle.contributions())).isCloseTo(0.3, within(1e-12));
        assertThat(MetricsAsked.NOTHING.share(List.of())).isEqualTo(1);
    }

    @Test
    void aSymptomIsNotTakenForTheFailureWhereItsCauseShows() {
        Condition latency = Conditions.unless(Conditions.carriedBy(0.35, Direction.UP, "*latency*"), 2.5, "*cpu*");
        assertThat(latency.holds(seen(Reports.scored(0, 10, Reports.share("latency", 8, 0.6)))))
                .isTrue();
        assertThat(latency.holds(
                        seen(Reports.scored(0, 10, Reports.share("latency", 8, 0.6), Reports.share("cpu", 2.5, 0.1)))))
                .isFalse();
        assertThat(latency.holds(
                        seen(Reports.scored(0, 10, Reports.share("latency", 8, 0.6), Reports.share("cpu", 2.4, 0.3)))))
                .isTrue();
        assertThat(latency.holds(
                        seen(Reports.scored(0, 10, Reports.share("latency", 8, 0.6), Reports.share("cpu", -5, 0.3)))))
                .as("a falling cpu is not the cause")
                .isTrue();
    }

    @Test
    void aClaimedStatusMustBeOneOfThoseAskedFor() {
        Condition claims = Conditions.claims(ResourceStatus.FAILED, ResourceStatus.DEGRADED);
        assertThat(claims.holds(seen(Reports.failed(0)))).isTrue();
        assertThat(claims.holds(seen(Reports.well(0)))).isFalse();
    }

    @Test
    void aPredictionMustNameTheModeAndBeProbableEnough() {
        Condition predicted = Conditions.predicted("disk-filling", 0.8);
        assertThat(predicted.holds(seen(Reports.predicting(0, 90, "disk-filling", 0.8))))
                .isTrue();
        assertThat(predicted.holds(seen(Reports.predicting(0, 90, "disk-filling", 0.79))))
                .isFalse();
        assertThat(predicted.holds(seen(Reports.predicting(0, 90, "memory-exhaustion", 0.99))))
                .isFalse();
        assertThat(predicted.holds(seen(Reports.well(0)))).isFalse();
    }

    @Test
    void aBreachMustBeOfTheMetricAskedForAndSoonEnough() {
        Condition filling = Conditions.breach(Duration.ofHours(6), "*disk*");
        assertThat(filling.holds(seen(Reports.heading(0, "disk.used", Duration.ofHours(6)))))
                .isTrue();
        assertThat(filling.holds(seen(Reports.heading(0, "disk.used", Duration.ofHours(7)))))
                .isFalse();
        assertThat(filling.holds(seen(Reports.heading(0, "memory", Duration.ofHours(1)))))
                .isFalse();
        assertThat(filling.holds(seen(Reports.well(0)))).isFalse();
        assertThat(Conditions.breach(Duration.ofHours(6))
                        .holds(seen(Reports.heading(0, "memory", Duration.ofHours(1)))))
                .as("any metric")
                .isTrue();
    }

    @Test
    void aFallMustBeDeepEnoughAndRecentEnough() {
        Condition collapse = Conditions.fallingBy(40, 2);
        assertThat(collapse.holds(new Seen(Reports.scored(0, 50), List.of(90.0, 70.0))))
                .isTrue();
        assertThat(collapse.holds(new Seen(Reports.scored(0, 51), List.of(90.0, 70.0))))
                .as("one point too little")
                .isFalse();
        assertThat(collapse.holds(new Seen(Reports.scored(0, 50), List.of(90.0, 70.0, 60.0))))
                .as("one report too long ago")
                .isFalse();
        assertThat(collapse.holds(new Seen(Reports.scored(0, 50), List.of(95.0, Double.NaN))))
                .as("the report before had no score")
                .isTrue();
        assertThat(collapse.holds(seen(Reports.scored(0, 0))))
                .as("nothing known of before")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"memory,5,true", "memory,-5,false", "cpu,5,false"})
    void theLeadingMetricIsTheFirstAndInTheRightDirection(String first, double sigmas, boolean expected) {
        Condition led = Conditions.ledBy(Direction.UP, "*memory*");
        HealthReport report = Reports.scored(
                0, 10, Reports.share(first, sigmas, 0.4), Reports.share("system.memory.utilization", 5, 0.3));
        assertThat(led.holds(seen(report))).isEqualTo(expected);
        assertThat(led.holds(seen(Reports.scored(0, 10)))).as("no metric").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "12, WIDENING",
        "11, WIDENING",
        "10, ",
        "9, CLOSING",
        "0.5, CLOSING",
        "0, CLOSING",
        "-1, ",
        "-20, ",
    })
    void aTrendLeadsFartherAwayOrBackButNotBeyond(double foreseen, Trend expected) {
        HealthReport report = Reports.forecast(Reports.observed("cpu", 10, 0, 0.6), foreseen);
        for (Trend trend : Trend.values()) {
            assertThat(Conditions.heading(trend, "cpu").holds(seen(report))).isEqualTo(trend == expected);
            assertThat(Conditions.heading(trend).holds(seen(report)))
                    .as("of any metric")
                    .isEqualTo(trend == expected);
            assertThat(Conditions.heading(trend, "memory").holds(seen(report)))
                    .as("of another metric")
                    .isFalse();
        }
    }

    @Test
    void theTrendIsThatOfTheFarthestForecastOfTheLargestShare() {
        HealthReport report = Reports.forecast(Reports.observed("cpu", -10, 0, 0.6), -9, -20);
        assertThat(Conditions.heading(Trend.WIDENING, "*").holds(seen(report))).isTrue();
        HealthReport smaller = Reports.forecast(Reports.observed("cpu", -10, 0, 0.1), -9, -20);
        HealthReport both = Reports.withFirst(smaller, Reports.observed("memory", 5, 0, 0.5));
        assertThat(Conditions.heading(Trend.WIDENING, "*").holds(seen(both)))
                .as("nothing is forecast of memory, which has the largest share")
                .isFalse();
    }

    @Test
    void theFallOfAnInverseMetricIsTheRiseOfTheOthers() {
        Condition exhausted = Conditions.metrics(new MetricsAsked(
                new Side(Direction.UP, Conditions.globs("*free*", "*avail*")),
                new MetricsAsked.Carried(Conditions.globs("*mem*"), 0.5),
                List.of(),
                null,
                MetricsAsked.NOTHING.unless()));
        HealthReport less = Reports.scored(
                0, 10, Reports.share("mem_used", 4, 0.3), Reports.share("node_memory_MemFree_bytes", -4, 0.3));
        HealthReport more = Reports.scored(
                0, 10, Reports.share("mem_used", 4, 0.3), Reports.share("node_memory_MemFree_bytes", 4, 0.3));
        assertThat(exhausted.holds(seen(less))).isTrue();
        assertThat(exhausted.holds(seen(more))).isFalse();
    }

    @Test
    void whatIsAskedOfAFailureDomainNeverHoldsOfAResource() {
        assertThat(Conditions.correlated().holds(seen(Reports.scored(0, 0)))).isFalse();
        assertThat(Conditions.correlated().holds(seen(Reports.silent(0, 0)))).isFalse();
    }

    private static Seen seen(HealthReport report) {
        return new Seen(report, List.of());
    }
}
