package dev.fleetshadow.backtest;

import java.io.IOException;
import java.time.Instant;

/**
 * How far a history reaches.
 *
 * @param first time of the first update, {@link Instant#MAX} if there is none
 * @param last time of the last update, {@link Instant#MIN} if there is none
 */
public record HistoryExtent(int resources, long updates, Instant first, Instant last) {

    /** Reads through the whole history once. */
    static HistoryExtent of(HistoryInput input) throws IOException {
        try (History history = input.open()) {
            long updates = 0;
            Instant first = Instant.MAX;
            Instant last = Instant.MIN;
            while (history.hasNext()) {
                Instant at = history.next().observedAt();
                first = first.isBefore(at) ? first : at;
                last = last.isAfter(at) ? last : at;
                updates++;
            }
            return new HistoryExtent(history.resources(), updates, first, last);
        }
    }
}
