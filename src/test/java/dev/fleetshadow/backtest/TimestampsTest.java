package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same moment, however it is written. */
class TimestampsTest {

    private static final Instant MOMENT = Instant.parse("2026-01-05T10:15:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-05T10:15:00Z",
                "2026-01-05T10:15:00.000Z",
                "2026-01-05 10:15:00",
                "2026-01-05 10:15",
                " 2026-01-05T11:15:00+01:00 ",
                "2026-01-05 11:15:00+0100",
                "2026-01-05 10:15:00 UTC",
                "1767608100",
                "1767608100.000",
                "1767608100000",
                "1767608100000000",
                "1767608100000000000",
            })
    void aMomentIsReadHoweverItIsWritten(String text) {
        assertThat(Timestamps.parse(text)).hasValue(MOMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "05/01/2026 10:15", "10:15:00", "-5", "1e9", "2026-13-01", "1900-01-01"})
    void whatIsNoUsableTimeIsRefused(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-05", "2026-01-05T00:00:00Z"})
    void aDayBeginsAtMidnight(String text) {
        assertThat(Timestamps.parse(text)).hasValue(Instant.parse("2026-01-05T00:00:00Z"));
    }
}
