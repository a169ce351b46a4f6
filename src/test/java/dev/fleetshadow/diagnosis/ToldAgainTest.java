package dev.fleetshadow.diagnosis;

import static dev.fleetshadow.diagnosis.WardRound.LOW;
import static dev.fleetshadow.diagnosis.WardRound.LOW_THEN_SILENT;
import static dev.fleetshadow.diagnosis.WardRound.VERY_LOW;
import static dev.fleetshadow.diagnosis.WardRound.WARD;
import static dev.fleetshadow.diagnosis.WardRound.minute;
import static dev.fleetshadow.diagnosis.WardRound.ward;
import static dev.fleetshadow.diagnosis.WardRound.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Reporting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A topic tells again what it told before; a ward that knows it by its time says nothing twice. */
class ToldAgainTest {

    private final WardRound round = new WardRound();

    @Test
    void whatIsToldAgainIsRecognisedUntilTheCalmReportsThatAreSeenHaveEnded() {
        List<HealthReport> told = new ArrayList<>();
        for (double score : List.of(30.0, 90.0, 90.0)) {
            told.add(round.see(WARD, web().score(score)));
        }
        assertThat(round.watched.nothing()).isTrue();
        assertThat(told).noneMatch(round.watched::precedes);
        round.see(WARD, web().wellFor(HealthReport.ATTENDED_CALM_REPORTS - 1));
        assertThat(told).noneMatch(round.watched::precedes);
        round.see(WARD, web().wellFor(HealthReport.ATTENDED_CALM_REPORTS));
        assertThat(round.watched).isEqualTo(Watched.NOTHING);
    }

    @Test
    void aSlowClockAfterASilenceIsNoRepetition() {
        HealthReport before = round.see(WARD, web());
        HealthReport silence = web().silent().at(minute(120));
        round.take(WARD, silence);
        assertThat(round.watched.precedes(silence)).isFalse();
        assertThat(round.watched.precedes(before)).isFalse();
        HealthReport after = web().announced().at(minute(1));
        round.take(WARD, after);
        assertThat(round.watched.precedes(silence)).isFalse();
        assertThat(round.watched.precedes(after)).isFalse();
        assertThat(round.watched.precedes(web().at(minute(2)))).isTrue();
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** As a topic repeats what was written since the last checkpoint, again and again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void repetitionsChangeNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HealthReport> reports = randomReports(random);
        List<Object> once = said(reports);
        List<HealthReport> told = new ArrayList<>();
        for (int next = 0; next < reports.size(); ) {
            int from = Math.max(0, next - random.nextInt(HealthReport.ATTENDED_CALM_REPORTS));
            int to = Math.min(reports.size(), next + 1 + random.nextInt(40));
            told.addAll(reports.subList(from, to));
            next = to;
        }
        assertThat(told).hasSizeGreaterThan(reports.size());
        assertThat(said(told)).isEqualTo(once);
        assertThat(once).hasAtLeastOneElementOfType(Symptom.class).hasAtLeastOneElementOfType(Sighting.class);
    }

    /** What is said, in the order of the reports. */
    private static List<Object> said(List<HealthReport> reports) {
        Ward ward = ward(LOW, VERY_LOW, LOW_THEN_SILENT);
        List<Object> said = new ArrayList<>();
        Watched watched = Watched.NOTHING;
        for (HealthReport report : reports) {
            if (watched.precedes(report)) {
                Ward.Visit visit = ward.next(watched, report);
                watched = visit.after();
                said.addAll(visit.symptoms());
                if (visit.sighting() != null) {
                    said.add(visit.sighting());
                }
            }
        }
        return said;
    }

    private static List<HealthReport> randomReports(SplittableRandom random) {
        List<HealthReport> reports = new ArrayList<>();
        int calm = 0;
        boolean silent = false;
        for (int i = 0; i < 1_000; i++) {
            boolean troubled = random.nextInt(100) < (i / 100 % 2 == 0 ? 60 : 1);
            calm = troubled ? 0 : calm + 1;
            Reporting report = web().wellFor(calm).score(troubled ? random.nextInt(60) : 95);
            if (silent) {
                report.announced();
            }
            silent = troubled && random.nextInt(10) == 0;
            if (silent) {
                report = web().silent();
            }
            if (calm <= HealthReport.ATTENDED_CALM_REPORTS) {
                reports.add(report.at(minute(i)));
            }
        }
        return reports;
    }
}
