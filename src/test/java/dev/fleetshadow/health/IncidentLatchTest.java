package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.stream.StoredShadow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A long incident stays an incident although the score gets used to it, and ends in one of two ways. */
class IncidentLatchTest {

    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int PER_HOUR = 6;
    private static final int PER_DAY = 24 * PER_HOUR;

    private final Life life = Life.every(INTERVAL);
    private final Noise noise = new Noise(21);

    @Test
    void itLastsWhileTheMetricsBehindItAreAwayAndNoScoreIsTouched() {
        learn();
        HealthReport first = moved();
        assertThat(first.score()).isLessThan(50);
        assertThat(first.incident()).isEqualTo(new Incident(first.observedAt(), false));
        int recoveredScores = 0;
        for (int i = 1; i < 20 * PER_HOUR; i++) {
            HealthReport report = moved();
            assertThat(report.incident()).as("record %d", i).isEqualTo(first.incident());
            recoveredScores += report.score() >= 70 ? 1 : 0;
        }
        assertThat(recoveredScores)
                .as("records at which the score alone says all is well")
                .isPositive();
    }

    @Test
    void anHourAfterTheMetricsAndTheScoreAreBackItIsOver() {
        learn();
        HealthReport report = moved();
        Instant lastBad = report.observedAt();
        while (report.incident() != null) {
            report = life.report(noise.next());
            lastBad = report.score() < 50 ? report.observedAt() : lastBad;
        }
        assertThat(Duration.between(lastBad, report.observedAt())).isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }

    @Test
    void afterADayTheNewNormalIsAcceptedOnce() {
        learn();
        HealthReport first = moved();
        int accepted = 0;
        HealthReport last = null;
        for (int i = 0; i < 2 * PER_DAY; i++) {
            last = moved();
            if (last.incident() != null && last.incident().accepted()) {
                accepted++;
                assertThat(last.incident()).isEqualTo(new Incident(first.observedAt(), true));
                assertThat(last.observedAt()).isEqualTo(first.observedAt().plus(Duration.ofDays(1)));
            }
        }
        assertThat(accepted).isEqualTo(1);
        assertThat(last.incident()).isNull();
    }

    @Test
    void itSurvivesBeingStoredAndIsNamedWhenTheResourceFallsSilent() {
        learn();
        Incident incident = moved().incident();
        ResourceShadow stored = StoredShadow.INSTANCE.copy(life.shadow);
        assertThat(stored.incidents().current()).isEqualTo(incident);
        assertThat(HealthScorer.silent(stored, life.next()).incident()).isEqualTo(incident);
    }

    @Test
    void nothingIsAcceptedAfterAnOutageFromWhichTheMetricsComeBackAsTheyWere() {
        learn();
        assertThat(moved().incident()).isNotNull();
        HealthReport back = life.report(noise.next(), Duration.ofDays(2));
        assertThat(back.incident() != null && back.incident().accepted()).isFalse();
    }

    private void learn() {
        for (int i = 0; i < 12 * PER_DAY; i++) {
            life.report(noise.next());
        }
    }

    private HealthReport moved() {
        Map<String, Double> metrics = noise.next();
        metrics.merge("metric-2", 30.0, Double::sum);
        return life.report(metrics);
    }
}
