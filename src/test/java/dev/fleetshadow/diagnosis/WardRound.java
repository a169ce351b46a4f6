package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Reporting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Shows a ward one report a minute and keeps what it said, for the tests that ask it different questions. */
final class WardRound {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Recovery RECOVERY = new Recovery(70, 3);
    static final FailureMode LOW = Conditions.sustained("low", Conditions.scoreBelow(40), 2, 4);
    static final FailureMode VERY_LOW = Conditions.sustained("very-low", Conditions.scoreBelow(10), 2, 4);
    static final FailureMode LOW_THEN_SILENT = Conditions.sequence(
            "then-silent", new Stage(Conditions.scoreBelow(40), 2), new Stage(Conditions.silence(), 1));
    static final Ward WARD = ward(LOW, VERY_LOW);

    final List<Symptom> symptoms = new ArrayList<>();
    final List<Sighting> sightings = new ArrayList<>();
    Watched watched = Watched.NOTHING;
    private int minute;

    HealthReport see(Ward ward, Reporting report) {
        return take(ward, report.at(minute(minute++)));
    }

    HealthReport take(Ward ward, HealthReport report) {
        assertThat(watched.precedes(report)).isTrue();
        Ward.Visit visit = ward.next(watched, report);
        watched = visit.after();
        symptoms.addAll(visit.symptoms());
        if (Objects.nonNull(visit.sighting())) {
            sightings.add(visit.sighting());
        }
        return report;
    }

    static Ward ward(FailureMode... modes) {
        return new Ward(List.of(modes), RECOVERY);
    }

    static Reporting web() {
        return Reporting.of("web-1", "web");
    }

    static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
