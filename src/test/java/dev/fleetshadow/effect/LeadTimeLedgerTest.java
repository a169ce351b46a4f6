package dev.fleetshadow.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.audit.AuditKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a warning was worth shows only where nobody acted on it. */
class LeadTimeLedgerTest {

    private static final String LEAK = "leak";
    private static final int DAY = 24 * 60;

    private final Trail trail = new Trail("web");

    @Test
    void aFailureWithinADayOfItsDiagnosisWasPredictedAndTheTimeBetweenIsTheWarning() {
        trail.diagnosed("web-1", LEAK, 0).failed("web-1", 90);
        ModeRecord leak = leak();
        assertThat(leak.predicted()).isEqualTo(1);
        assertThat(leak.open()).isZero();
        assertThat(leak.missed()).isZero();
        assertThat(leak.typicalWarning().orElseThrow().toSeconds()).isCloseTo(90 * 60, within(54L));
    }

    @Test
    void aFailureADayAfterItsDiagnosisIsStillPredictedAndAMinuteLaterTheDiagnosisWasAFalseAlarm() {
        trail.diagnosed("web-1", LEAK, 0).failed("web-1", DAY);
        trail.diagnosed("web-2", LEAK, 0).failed("web-2", DAY + 1);
        assertThat(leak().predicted()).isEqualTo(1);
        assertThat(leak().falseAlarms()).isEqualTo(1);
    }

    @Test
    void aDiagnosisAfterWhichTheResourceRecoversByItselfWasAFalseAlarm() {
        trail.diagnosed("web-1", LEAK, 0).note(AuditKind.RECOVERED, "web-1", LEAK, 60);
        assertThat(leak().falseAlarms()).isEqualTo(1);
    }

    @Test
    void whatWasActedOnAndDidNotFailIsUncertain() {
        trail.diagnosed("web-1", LEAK, 0)
                .note(AuditKind.SENT, "web-1", LEAK, 1)
                .note(AuditKind.SUCCEEDED, "web-1", LEAK, 4)
                .note(AuditKind.VERIFIED, "web-1", LEAK, 30);
        ModeRecord leak = leak();
        assertThat(leak.uncertain()).isEqualTo(1);
        assertThat(leak.precision()).isEqualTo(new Proportion(0, 0));
    }

    @Test
    void aFailureBeforeTheAgentHasBegunWasPredictedAlthoughACommandWasSent() {
        trail.diagnosed("web-1", LEAK, 0).note(AuditKind.SENT, "web-1", LEAK, 1).failed("web-1", 5);
        assertThat(leak().predicted()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = AuditKind.class,
            names = {"ACKNOWLEDGED", "SUCCEEDED", "FAILED"})
    void aFailureOnceAnAgentHasBegunMayBeItsDoing(AuditKind begun) {
        trail.diagnosed("web-1", LEAK, 0)
                .note(AuditKind.SENT, "web-1", LEAK, 1)
                .note(begun, "web-1", LEAK, 2)
                .failed("web-1", 5);
        assertThat(leak().uncertain()).isEqualTo(1);
        assertThat(leak().missed()).isZero();
    }

    @Test
    void anAgentThatRefusedHasDoneNothing() {
        trail.diagnosed("web-1", LEAK, 0)
                .note(AuditKind.SENT, "web-1", LEAK, 1)
                .refused("web-1", LEAK, 2)
                .failed("web-1", 5);
        assertThat(leak().predicted()).isEqualTo(1);
    }

    @Test
    void aDiagnosisOfTheFailureItselfComesLateAndTheFailureWasMissed() {
        trail.failed("web-1", 0).diagnosed("web-1", "crash", 1, 0).note(AuditKind.RECOVERED, "web-1", "crash", 30);
        ModeRecord crash = mode("crash");
        assertThat(crash.late()).isEqualTo(1);
        assertThat(crash.missed()).isEqualTo(1);
        assertThat(crash.precision().trials()).isZero();
    }

    @Test
    void aFailureNobodyEverDiagnosedWasMissedUnderUnknown() {
        trail.failed("web-1", 0);
        assertThat(mode(ModeRecord.UNKNOWN).missed()).isEqualTo(1);
    }

    @Test
    void aDiagnosisWhoseFirstSignsCameLongAfterAnUnnamedFailureIsJudgedByItself() {
        trail.failed("web-1", 0).diagnosed("web-1", LEAK, 300, 290).note(AuditKind.RECOVERED, "web-1", LEAK, 400);
        assertThat(leak().falseAlarms()).isEqualTo(1);
        assertThat(leak().late()).isZero();
        assertThat(mode(ModeRecord.UNKNOWN).missed()).isEqualTo(1);
    }

    @Test
    void failingAgainInTheSameEpisodeIsNoNewFailure() {
        trail.diagnosed("web-1", LEAK, 0).failed("web-1", 10).failed("web-1", 20);
        trail.diagnosed("web-1", "crash-loop", 21, 10);
        assertThat(leak().predicted()).isEqualTo(1);
        assertThat(mode("crash-loop").late()).isEqualTo(1);
        assertThat(mode("crash-loop").missed()).isZero();
        assertThat(trail.ledger().modes()).extracting(ModeRecord::failureMode).doesNotContain(ModeRecord.UNKNOWN);
    }

    @Test
    void afterARecoveryAFailureNeedsAWarningOfItsOwn() {
        trail.diagnosed("web-1", LEAK, 0)
                .note(AuditKind.RECOVERED, "web-1", LEAK, 60)
                .failed("web-1", 120);
        assertThat(leak().falseAlarms()).isEqualTo(1);
        assertThat(mode(ModeRecord.UNKNOWN).missed()).isEqualTo(1);
    }

    @Test
    void whatWasLeftAloneToMeasureIsToldApart() {
        trail.diagnosed("web-1", LEAK, 0).withheld("web-1", LEAK, "hold-out", 0).failed("web-1", 30);
        trail.diagnosed("web-2", LEAK, 0).note(AuditKind.RECOVERED, "web-2", LEAK, 30);
        assertThat(leak().heldOut()).isEqualTo(1);
        assertThat(leak().heldOutShare()).isEqualTo(0.5);
    }

    @Test
    void everyEndOfACommandIsCountedAndAProposalNobodyApprovedIsNone() {
        trail.diagnosed("web-1", LEAK, 0)
                .note(AuditKind.PROPOSED, "web-1", LEAK, 0)
                .note(AuditKind.EXPIRED, "web-1", LEAK, 60)
                .note(AuditKind.RECOVERED, "web-1", LEAK, 61);
        acted("web-2", AuditKind.VERIFIED);
        acted("web-3", AuditKind.INEFFECTIVE);
        acted("web-4", AuditKind.FAILED);
        acted("web-5", AuditKind.EXPIRED);
        assertThat(trail.ledger().actions())
                .containsExactly(new ActionRecord(LEAK, Trail.ACTION, "host", 1, 4, 1, 1, 1, 1));
        assertThat(trail.ledger().actions().get(0).effectiveness().helps()).isEqualTo(new Proportion(1, 2));
    }

    @Test
    void trustGrowsWithEvidenceAndTheLastRungAsksThatTheActionHelps() {
        assertThat(rung(0, 0)).isEqualTo(Mode.OBSERVE);
        assertThat(rung(2, 0)).isEqualTo(Mode.RECOMMEND);
        assertThat(rung(5, 0)).isEqualTo(Mode.APPROVE);
        assertThat(rung(20, 0)).isEqualTo(Mode.APPROVE);
        assertThat(rung(20, 4)).isEqualTo(Mode.ENFORCE);
    }

    @Test
    void quantilesAreRightToOnePercent() {
        WarningTimes times = new WarningTimes();
        for (int minute = 1; minute <= 1000; minute++) {
            times.add(Duration.ofMinutes(minute));
        }
        assertThat(times.quantile(0.5).orElseThrow().toSeconds()).isCloseTo(500 * 60, within(310L));
        assertThat(times.quantile(0.9).orElseThrow().toSeconds()).isCloseTo(900 * 60, within(560L));
    }

    @Test
    void beyondItsRoomTheOldestDiagnosisStaysOpenForEver() {
        for (int minute = 0; minute <= OpenEpisode.MOST_UNDECIDED; minute++) {
            trail.diagnosed("web-1", LEAK, minute);
        }
        trail.note(AuditKind.RECOVERED, "web-1", LEAK, 60);
        assertThat(trail.ledger().givenUp()).isEqualTo(1);
        assertThat(leak().open()).isEqualTo(1);
        assertThat(leak().falseAlarms()).isEqualTo(OpenEpisode.MOST_UNDECIDED);
    }

    private void acted(String resource, AuditKind end) {
        trail.diagnosed(resource, LEAK, 0)
                .note(AuditKind.SENT, resource, LEAK, 0)
                .note(end, resource, LEAK, 60);
    }

    private static Mode rung(int predicted, int verified) {
        Trail evidence = new Trail("web");
        for (int i = 0; i < predicted; i++) {
            evidence.diagnosed("web-" + i, LEAK, 0)
                    .withheld("web-" + i, LEAK, "observe-only", 0)
                    .failed("web-" + i, 10)
                    .note(AuditKind.RECOVERED, "web-" + i, LEAK, 20);
        }
        for (int i = 0; i < verified; i++) {
            evidence.diagnosed("db-" + i, LEAK, 30)
                    .note(AuditKind.SENT, "db-" + i, LEAK, 30)
                    .note(AuditKind.VERIFIED, "db-" + i, LEAK, 40);
        }
        LeadTimeLedger ledger = evidence.ledger();
        return ledger.actions().stream()
                .map(ledger::promotion)
                .map(Promotion::rung)
                .findFirst()
                .orElse(Mode.OBSERVE);
    }

    private ModeRecord leak() {
        return mode(LEAK);
    }

    private ModeRecord mode(String name) {
        return trail.ledger().modes().stream()
                .filter(mode -> mode.failureMode().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
