package dev.fleetshadow.diagnosis;

import java.time.Instant;

/**
 * How far one stage has come on one resource.
 *
 * @param enteredAt event time of the first report of the run
 * @param held reports in a row for which the condition held, counted up to what the stage asks for
 * @param missed reports in a row for which it did not
 * @param complete whether the stage was reported as held
 */
public record StageProgress(Instant enteredAt, int held, int missed, boolean complete) {

    static StageProgress entered(Instant at) {
        return new StageProgress(at, 1, 0, false);
    }

    StageProgress again(int enough) {
        return new StageProgress(enteredAt, Math.min(held + 1, enough), 0, complete);
    }

    StageProgress miss() {
        return new StageProgress(enteredAt, complete ? held : 0, missed + 1, complete);
    }

    StageProgress completed() {
        return new StageProgress(enteredAt, held, missed, true);
    }
}
