package dev.fleetshadow.effect;

import java.time.Duration;

/** Counts what became of the diagnoses of one failure mode. */
final class ModeTally {

    private static final double TYPICAL = 0.5;
    private static final double LONG = 0.9;

    private final WarningTimes warnings = new WarningTimes();
    private long diagnoses;
    private long predicted;
    private long late;
    private long falseAlarms;
    private long uncertain;
    private long missed;
    private long heldOut;

    void diagnosed() {
        diagnoses++;
    }

    void predicted(Duration warning, boolean leftAlone) {
        predicted++;
        heldOut += leftAlone ? 1 : 0;
        warnings.add(warning);
    }

    void late() {
        late++;
    }

    void falseAlarm(boolean leftAlone) {
        falseAlarms++;
        heldOut += leftAlone ? 1 : 0;
    }

    void uncertain() {
        uncertain++;
    }

    void missed(long failures) {
        missed += failures;
    }

    ModeRecord record(String failureMode) {
        return new ModeRecord(
                failureMode,
                diagnoses,
                predicted,
                late,
                falseAlarms,
                uncertain,
                missed,
                heldOut,
                warnings.quantile(TYPICAL),
                warnings.quantile(LONG));
    }
}
