package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.profile.Memory;
import dev.fleetshadow.telemetry.ReportedPrediction;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the scorer says of updates that a test can foresee. */
class HealthScorerTest {

    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int PER_DAY = 144;

    @Test
    void anUpdateIsJudgedByWhatWasKnownBeforeIt() {
        Life life = grownUp(1);
        HealthReport first = life.report(moved(new Noise(2), "metric-0", 500));
        Contribution step = first.contributions().get(0);
        assertThat(step.metric()).isEqualTo("metric-0");
        assertThat(step.expected()).as("without the update itself").isCloseTo(100, within(5.0));
        assertThat(step.observed()).isGreaterThan(590);
        assertThat(first.score()).isLessThan(30);
        double learned = life.shadow.profile().memories().expected(0, Memory.VERY_SHORT);
        assertThat(learned).as("learned after it was judged").isGreaterThan(200);
    }

    @Test
    void whatWasFlatForDaysAlarmsWhenItSteps() {
        Life life = Life.every(INTERVAL);
        Map<String, Double> flat = Map.of("a", 5.0, "b", 0.0, "c", -3.0, "d", 1e9);
        HealthReport report = null;
        for (int i = 0; i < 5 * PER_DAY; i++) {
            report = life.report(flat);
        }
        assertThat(report.level()).isEqualTo(HealthLevel.HEALTHY);
        Map<String, Double> stepped = new HashMap<>(flat);
        stepped.put("b", 0.001);
        report = life.report(stepped);
        assertThat(report.score()).isLessThan(10);
        assertThat(report.level()).isEqualTo(HealthLevel.CRITICAL);
        assertThat(report.contributions().get(0).metric()).isEqualTo("b");
        assertThat(report.contributions().get(0).sigmas()).isPositive();
    }

    @Test
    void theSecondOpinionIsAskedOnlyBelowTheHealthyBand() {
        Life life = grownUp(3);
        Noise noise = new Noise(4);
        boolean asked = false;
        for (int i = 0; i < PER_DAY; i++) {
            HealthReport report = life.report(i < PER_DAY / 2 ? noise.next() : moved(noise, "metric-1", 40));
            assertThat(report.secondOpinion() != null).isEqualTo(report.score() < 70);
            asked |= report.secondOpinion() != null && report.secondOpinion().anomalous();
        }
        assertThat(asked).isTrue();
    }

    @Test
    void aResourceIsScoredAfterThirtyReportsAndEstablishedAfterTwoDays() {
        Life life = Life.every(INTERVAL);
        Noise noise = new Noise(5);
        for (int i = 0; i < 3 * PER_DAY; i++) {
            HealthReport report = life.report(noise.next());
            assertThat(report.scored()).isEqualTo(i >= 30);
            assertThat(report.established()).isEqualTo(i >= 2 * PER_DAY);
        }
    }

    @Test
    void whoBeginsToReportMoreOftenStaysEstablished() {
        Life life = Life.every(INTERVAL);
        Noise noise = new Noise(5);
        for (int i = 0; i < 4 * PER_DAY; i++) {
            life.report(noise.next());
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(life.report(noise.next(), Duration.ofSeconds(5)).established())
                    .isTrue();
        }
    }

    @Test
    void aRankingNamesTheMetricsOfTheScoreFirstAndThenTheRest() throws IOException {
        HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT.withRanked(3));
        Life life = grownUp(6);
        StatusUpdate update = StatusUpdate.running(Life.RESOURCE, life.next(), moved(new Noise(7), "metric-1", 40));
        HealthReport report = scorer.observe(life.shadow, update, new HeapMemory());
        assertThat(report.ranking())
                .hasSize(3)
                .startsWith(report.contributions().get(0).metric())
                .startsWith("metric-1");
    }

    @Test
    void anUpdateWithoutMetricsIsASignOfLifeAndTeachesNothing() {
        Life life = grownUp(6);
        double score = life.report(new Noise(7).next()).score();
        long records = life.shadow.profile().records();
        HealthReport report = life.report(
                new StatusUpdate(Life.RESOURCE, life.next(), ResourceStatus.DRAINING, Map.of(), List.of("bad"), null));
        assertThat(life.shadow.profile().records()).isEqualTo(records);
        assertThat(report.status()).isEqualTo(ResourceStatus.DRAINING);
        assertThat(report.score()).isBetween(0.0, 100.0);
        assertThat(report.contributions()).isEmpty();
        assertThat(report.quality().missing()).isEqualTo(Noise.METRICS);
        assertThat(report.quality().confidence()).isZero();
        assertThat(report.quality().unusable()).containsExactly("bad");
        assertThat(score).isBetween(0.0, 100.0);
    }

    @Test
    void aMissingMetricIsCountedAndDoesNotCountAsZero() {
        Life life = grownUp(8);
        Noise noise = new Noise(9);
        for (int i = 0; i < 20; i++) {
            Map<String, Double> metrics = noise.next();
            metrics.remove("metric-5");
            HealthReport report = life.report(metrics);
            assertThat(report.quality().missing()).isEqualTo(1);
            assertThat(report.contributions()).extracting(Contribution::metric).doesNotContain("metric-5");
            assertThat(report.score()).isGreaterThan(50);
        }
    }

    @Test
    void metricsBeyondTheLimitAreLeftOutAndCounted() {
        Life life = new Life(INTERVAL, Life.withRoomFor(3));
        HealthReport report = life.report(new Noise(10).next());
        assertThat(report.quality().trimmed()).isEqualTo(3);
        assertThat(life.shadow.profile().metrics()).containsExactly("metric-0", "metric-1", "metric-2");
    }

    @Test
    void theResourcesOwnPredictionWeighsHalfWhileTheScoreDoesNotBackIt() {
        Life life = grownUp(11);
        Noise noise = new Noise(12);
        assertThat(life.report(predicting(life, noise.next())).prediction().probability())
                .isCloseTo(0.4, within(1e-12));
        HealthReport backed = life.report(predicting(life, moved(noise, "metric-0", 900)));
        assertThat(backed.score()).isLessThan(70);
        assertThat(backed.prediction().probability()).isCloseTo(0.8, within(1e-12));
        assertThat(backed.prediction().model()).isEqualTo("m/1");
    }

    @Test
    void aLateOrRepeatedUpdateIsNotFresh() {
        Life life = Life.every(INTERVAL);
        assertThat(HealthScorer.fresh(life.shadow, at(Instant.EPOCH))).isTrue();
        Instant now = life.next();
        life.report(at(now));
        assertThat(HealthScorer.fresh(life.shadow, at(now))).isFalse();
        assertThat(HealthScorer.fresh(life.shadow, at(now.minusMillis(1)))).isFalse();
        assertThat(HealthScorer.fresh(life.shadow, at(now.plusMillis(1)))).isTrue();
    }

    @Test
    void theReportOfASilentResourceKeepsItsLastScoreAndNameAndClaimsNothingNew() {
        Life life = grownUp(13);
        double score = life.report(new Noise(14).next()).score();
        Instant noticed = life.next();
        HealthReport silent = HealthScorer.silent(life.shadow, noticed);
        assertThat(silent.level()).isEqualTo(HealthLevel.SILENT);
        assertThat(silent.resource()).isEqualTo(Life.RESOURCE);
        assertThat(silent.observedAt()).isEqualTo(noticed);
        assertThat(silent.score()).isEqualTo(score);
        assertThat(silent.contributions()).isEmpty();
    }

    private static StatusUpdate at(Instant observedAt) {
        return StatusUpdate.running(Life.RESOURCE, observedAt, Map.of("a", 1.0));
    }

    private static StatusUpdate predicting(Life life, Map<String, Double> metrics) {
        ReportedPrediction own = new ReportedPrediction("leak", 0.8, null, "m/1");
        return new StatusUpdate(Life.RESOURCE, life.next(), ResourceStatus.RUNNING, metrics, List.of(), own);
    }

    private static Map<String, Double> moved(Noise noise, String metric, double by) {
        Map<String, Double> metrics = noise.next();
        metrics.merge(metric, by, Double::sum);
        return metrics;
    }

    private static Life grownUp(long seed) {
        Life life = Life.every(INTERVAL);
        Noise noise = new Noise(seed);
        for (int i = 0; i < 10 * PER_DAY; i++) {
            life.report(noise.next());
        }
        return life;
    }
}
