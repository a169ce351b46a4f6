package dev.fleetshadow.effect;

import java.time.Duration;
import java.util.Optional;

/**
 * What diagnoses of one failure mode were worth as warnings.
 *
 * <p>Every diagnosis is in one class: predicted, late, false alarm, uncertain, or open. Missed failures are counted beside
 * them, because most of them have no diagnosis.
 *
 * @param predicted the resource failed within a day after it, before any action of the episode had begun
 * @param late the resource had failed already
 * @param falseAlarms the resource became well again, nothing was sent, and it did not fail; or it failed only after a day
 * @param uncertain something was sent, so nobody knows what would have become of it
 * @param missed failures of which nothing warned, and which were diagnosed as this afterwards
 * @param heldOut of the predicted and the false alarms, those that were left alone to measure
 * @param typicalWarning time from diagnosis to failure that half of the predicted ones did not exceed
 * @param longWarning time that nine of ten did not exceed
 */
public record ModeRecord(
        String failureMode,
        long diagnoses,
        long predicted,
        long late,
        long falseAlarms,
        long uncertain,
        long missed,
        long heldOut,
        Optional<Duration> typicalWarning,
        Optional<Duration> longWarning) {

    /** What failures are counted under that were never diagnosed. */
    public static final String UNKNOWN = "unknown";

    /** The same with failures that nobody has diagnosed yet. */
    ModeRecord missedToo(long failures) {
        return new ModeRecord(
                failureMode,
                diagnoses,
                predicted,
                late,
                falseAlarms,
                uncertain,
                missed + failures,
                heldOut,
                typicalWarning,
                longWarning);
    }

    boolean anything() {
        return diagnoses > 0 || missed > 0;
    }

    /** Diagnoses of which nobody knows yet what becomes of them. */
    public long open() {
        return diagnoses - predicted - late - falseAlarms - uncertain;
    }

    /** How often a warning is followed by the failure, as far as one can know: what was acted on is left out. */
    public Proportion precision() {
        return new Proportion(predicted, falseAlarms);
    }

    /** How often a failure is preceded by a warning. */
    public Proportion recall() {
        return new Proportion(predicted, missed);
    }

    /** Of what the precision rests on, the share that was left alone on purpose; 0 without any. */
    public double heldOutShare() {
        long decided = precision().trials();
        return decided == 0 ? 0 : (double) heldOut / decided;
    }
}
