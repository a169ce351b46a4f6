package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.telemetry.ReportedPrediction;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A report says for how long all was well, and whether it says anything that the one before did not. */
class ComposureTest {

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final int PER_HOUR = 6;
    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Map<String, Double> FLAT = Map.of("a", 5.0, "b", 0.0);
    private static final Map<String, Double> STEPPED = Map.of("a", 5.0, "b", 900.0);

    private final Life life = Life.every(INTERVAL);

    @Test
    void calmReportsInARowAreCountedWhileLearningAndWhileHealthy() {
        for (int calm = 1; calm <= 200; calm++) {
            HealthReport report = life.report(FLAT);
            assertThat(report.wellFor()).isEqualTo(calm);
            assertThat(report.needsAttention()).isEqualTo(calm <= HealthReport.ATTENDED_CALM_REPORTS);
        }
        assertThat(life.report(FLAT).level()).isEqualTo(HealthLevel.HEALTHY);
    }

    @Test
    void aLowScoreIsNotCalmAndTheCountBeginsAnew() {
        calm(200);
        assertThat(life.report(STEPPED).level()).isEqualTo(HealthLevel.CRITICAL);
        assertThat(life.shadow.composure().next(HealthLevel.WARNING, ResourceStatus.RUNNING, null, List.of()))
                .isZero();
        assertThat(life.shadow.composure().next(HealthLevel.HEALTHY, ResourceStatus.RUNNING, null, List.of()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(ResourceStatus.class)
    void onlyARunningResourceIsCalm(ResourceStatus status) {
        calm(3);
        assertThat(life.report(update(Life.RESOURCE, status, null)).wellFor())
                .isEqualTo(status == ResourceStatus.RUNNING ? 4 : 0);
    }

    @Test
    void whoForeseesTroubleIsNotCalmHoweverHealthy() {
        calm(100);
        ReportedPrediction own = new ReportedPrediction("leak", 0.01, null, "m/1");
        assertThat(life.report(update(Life.RESOURCE, ResourceStatus.RUNNING, own))
                        .wellFor())
                .isZero();
        assertThat(life.report(FLAT).wellFor()).isEqualTo(1);
        Instant at = life.next();
        TimeToLimit limit = new TimeToLimit("disk", 1, at, at, null, 0.9);
        assertThat(life.shadow.composure().next(HealthLevel.HEALTHY, ResourceStatus.RUNNING, null, List.of(limit)))
                .isZero();
    }

    @Test
    void theFirstReportAndOneInEveryHourAreAnnouncedAndNoOther() {
        assertThat(life.report(FLAT).announced()).isTrue();
        for (int hour = 0; hour < 4; hour++) {
            assertThat(announcedOf(PER_HOUR)).isEqualTo(1);
        }
    }

    @Test
    void aFleetThatReportsAtOnceDoesNotAnnounceItselfAtOnce() {
        int fleet = 6_000;
        int[] announced = new int[PER_HOUR];
        for (int resource = 0; resource < fleet; resource++) {
            ResourceShadow shadow = ResourceShadow.cold();
            Resource named = Resource.of("web-%06d".formatted(resource), "web");
            shadow.heard(StatusUpdate.running(named, MIDNIGHT, FLAT), Double.NaN);
            shadow.composure().next(HealthLevel.LEARNING, ResourceStatus.RUNNING, null, List.of());
            for (int i = 0; i < PER_HOUR; i++) {
                StatusUpdate next = StatusUpdate.running(named, MIDNIGHT.plus(INTERVAL.multipliedBy(i + 1)), FLAT);
                announced[i] += shadow.composure().news(shadow, next, Double.NaN) ? 1 : 0;
                shadow.heard(next, Double.NaN);
            }
        }
        for (int atOnce : announced) {
            assertThat(atOnce).isBetween(fleet / PER_HOUR - 100, fleet / PER_HOUR + 100);
        }
    }

    @Test
    void aChangeOfLevelIsAnnounced() {
        calm(6 * PER_HOUR);
        HealthReport before = calmUntilJustAnnounced();
        HealthReport fallen = life.report(STEPPED);
        assertThat(fallen.level()).isNotEqualTo(before.level());
        assertThat(fallen.announced()).isTrue();
    }

    @Test
    void aChangeOfStatusIsAnnouncedOnceEachWay() {
        calmUntilJustAnnounced();
        assertThat(life.report(update(Life.RESOURCE, ResourceStatus.DRAINING, null))
                        .announced())
                .isTrue();
        assertThat(life.report(update(Life.RESOURCE, ResourceStatus.DRAINING, null))
                        .announced())
                .isFalse();
        assertThat(life.report(FLAT).announced()).isTrue();
        assertThat(life.report(FLAT).announced()).isFalse();
    }

    @Test
    void whoMovesOrIsRelabelledIsAnnounced() {
        calmUntilJustAnnounced();
        Resource same = new Resource("web-1", Resource.DEFAULT_KIND, "web", Map.of());
        assertThat(life.report(update(same, ResourceStatus.RUNNING, null)).announced())
                .isFalse();
        List<Resource> others = List.of(
                new Resource("web-1", "pod", "web", Map.of()),
                new Resource("web-1", "pod", "web/eu", Map.of()),
                new Resource("web-1", "pod", "web/eu", Map.of("zone", "a")),
                new Resource("web-1", "pod", "web/eu", Map.of("zone", "b")));
        for (Resource other : others) {
            assertThat(life.report(update(other, ResourceStatus.RUNNING, null)).announced())
                    .as("%s", other)
                    .isTrue();
        }
    }

    @Test
    void silenceAndWhatEndsItAreAnnouncedAndNotCalm() {
        calm(10 * PER_HOUR);
        double score = life.report(FLAT).score();
        HealthReport silent = HealthScorer.silent(life.shadow, life.next());
        assertThat(silent.announced()).isTrue();
        assertThat(silent.wellFor()).isZero();
        assertThat(silent.previousScore()).isEqualTo(score);
        HealthReport back = life.report(FLAT);
        assertThat(back.announced()).isTrue();
        assertThat(back.wellFor()).isEqualTo(1);
        assertThat(back.previousScore()).isEqualTo(score);
    }

    @Test
    void thePreviousScoreIsThatOfTheUpdateBefore() {
        Double before = Double.NaN;
        Noise noise = new Noise(3);
        for (int i = 0; i < 100; i++) {
            HealthReport report = life.report(noise.next());
            assertThat(report.previousScore()).isEqualTo(before);
            before = report.score();
        }
        assertThat(before).isNotNaN();
    }

    @Test
    void itIsRememberedWhenStored() throws IOException {
        calm(7);
        Composure stored = stored(life.shadow.composure());
        assertThat(stored.next(HealthLevel.LEARNING, ResourceStatus.RUNNING, null, List.of()))
                .isEqualTo(8);
        calmUntilJustAnnounced();
        StatusUpdate update = life.update(FLAT);
        assertThat(stored(life.shadow.composure()).news(life.shadow, update, Double.NaN))
                .isFalse();
        assertThat(stored(life.shadow.composure()).news(life.shadow, update, 99))
                .isTrue();
        assertThat(stored(new Composure()).news(life.shadow, update, Double.NaN))
                .as("unknown what was said before")
                .isTrue();
    }

    /** The next reports are within the hour. */
    private HealthReport calmUntilJustAnnounced() {
        HealthReport report;
        life.report(FLAT);
        do {
            report = life.report(FLAT);
        } while (!report.announced());
        return report;
    }

    private int announcedOf(int reports) {
        int announced = 0;
        for (int i = 0; i < reports; i++) {
            announced += life.report(FLAT).announced() ? 1 : 0;
        }
        return announced;
    }

    private void calm(int reports) {
        for (int i = 0; i < reports; i++) {
            life.report(FLAT);
        }
    }

    private StatusUpdate update(Resource resource, ResourceStatus status, ReportedPrediction own) {
        return new StatusUpdate(resource, life.next(), status, FLAT, List.of(), own);
    }

    private static Composure stored(Composure composure) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        composure.writeTo(new DataOutputStream(bytes));
        return Composure.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
