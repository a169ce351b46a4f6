package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** An operator types times as they stand on the wall, and never gets another hour than meant. */
class WindowTimeTest {

    private static final Instant NOW = Instant.parse("2026-03-28T20:00:00Z");
    private final WindowTime berlin = new WindowTime(ZoneId.of("Europe/Berlin"), NOW);

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T22:00:00Z, 2026-03-28T22:00:00Z",
        "2026-03-28T22:00:00+02:00, 2026-03-28T20:00:00Z",
        "2026-03-28T22:00, 2026-03-28T21:00:00Z",
        "2026-03-29T22:00, 2026-03-29T20:00:00Z",
        "22:00, 2026-03-28T21:00:00Z",
    })
    void instantsOffsetsLocalTimesAndTimesOfDayAreUnderstood(String text, Instant meant) {
        assertThat(berlin.begin("--from", text)).isEqualTo(meant);
    }

    @Test
    void aTimeOfDayEndsTheWindowTheFirstTimeItComesAfterTheBegin() {
        Instant begin = berlin.begin("--from", "22:00");
        assertThat(berlin.end("--until", "23:30", begin)).isEqualTo(begin.plus(Duration.ofMinutes(90)));
        assertThat(berlin.end("--until", "04:00", begin)).isEqualTo(Instant.parse("2026-03-29T02:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29T02:30, skipped", "2026-10-25T02:30, twice"})
    void aTimeThatClocksSkipOrShowTwiceIsRefused(String text, String what) {
        assertThatThrownBy(() -> berlin.begin("--from", text))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("--from", text, what, "Europe/Berlin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "25:00", "2026-02-30T10:00", "10:00 pm"})
    void whatIsNoTimeIsRefusedWithItsValueAndTheRemedy(String text) {
        assertThatThrownBy(() -> berlin.begin("--from", text))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("--from", text, "2026-01-31T22:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"2h, PT2H", "90min, PT1H30M", "15s, PT15S", "1d, PT24H", "PT5M, PT5M"})
    void aDurationIsTypedAsPeopleSayIt(String text, Duration meant) {
        assertThat(new DurationText().convert(text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "0s", "PT0S", "-PT5M", "soon", "2 fortnights"})
    void aDurationWithoutAUnitOrLengthIsRefused(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContainingAll(text, "90min");
    }
}
