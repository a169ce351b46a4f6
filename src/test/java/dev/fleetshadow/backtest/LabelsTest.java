package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels are read as they are written, and a mistake in them is named with its line. */
class LabelsTest {

    private static final String HEADER = "resource,start,end,kind,metrics\n";

    @TempDir
    Path directory;

    @Test
    void aDirectoryWithoutLabelsHasNone() throws IOException {
        assertThat(Labels.read(directory)).isEmpty();
    }

    @Test
    void anEventReachesFromItsStartToJustBeforeItsEnd() throws IOException {
        Labels labels = labels("web-1,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,leak,mem;swap\n\n");
        assertThat(labels.at("web-1", Instant.parse("2026-01-05T09:59:59Z"))).isEmpty();
        assertThat(labels.at("web-1", Instant.parse("2026-01-05T11:00:00Z"))).isEmpty();
        assertThat(labels.at("web-2", Instant.parse("2026-01-05T10:00:00Z"))).isEmpty();
        assertThat(labels.at("web-1", Instant.parse("2026-01-05T10:00:00Z")))
                .hasValueSatisfying(label -> assertThat(label.metrics()).containsExactlyInAnyOrder("mem", "swap"));
    }

    @Test
    void aResourceMayHaveSeveralEventsAndAQuotedName() throws IOException {
        Labels labels = labels("""
                "web,1",2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,leak,
                "web,1",2026-01-06T10:00:00Z,2026-01-06T11:00:00Z,leak,mem;mem
                """);
        assertThat(labels.of("web,1")).hasSize(2);
        assertThat(labels.of("web,1").get(0).metrics()).isEmpty();
        assertThat(labels.of("web,1").get(1).metrics()).containsExactly("mem");
    }

    @Test
    void aResourceIsJudgedFromWhereTheSetSays() throws IOException {
        Files.writeString(
                directory.resolve("set.json"), "{\"score_from\": {\"web-1\": \"2026-01-06T00:00:00Z\"}, \"notes\": 1}");
        Labels labels = labels("");
        Instant dayBefore = Instant.parse("2026-01-05T23:59:59Z");
        assertThat(labels.judged("web-1", dayBefore)).isFalse();
        assertThat(labels.judged("web-1", dayBefore.plusSeconds(1))).isTrue();
        assertThat(labels.judged("web-2", dayBefore)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web-1,2026-01-05T10:00:00Z | labels.csv:2: row: 2 cells",
                "web-1,yesterday,2026-01-05T10:00:00Z,leak, | labels.csv:2: start: yesterday",
                "web-1,2026-01-05T10:00:00Z,10:30,leak, | labels.csv:2: end: 10:30",
                "web-1,2026-01-05T10:00:00Z,2026-01-05T09:00:00Z,leak, | labels.csv:2: end: 2026-01-05T09:00:00Z",
            })
    void aMistakeIsNamedWithItsLineFieldAndValue(String row, String words) {
        assertThatThrownBy(() -> labels(row))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining(words);
    }

    @Test
    void anotherHeaderAndAnUnusableBeginningAreRefused() throws IOException {
        Path file = directory.resolve("labels.csv");
        Files.writeString(file, "host,from,to\n");
        assertThatThrownBy(() -> Labels.read(directory)).hasMessageContaining("labels.csv: header: host,from,to");
        Files.writeString(directory.resolve("set.json"), "{\"score_from\": {\"web-1\": \"soon\"}}");
        assertThatThrownBy(() -> labels("")).hasMessageContaining("set.json: score_from.web-1: soon");
    }

    private Labels labels(String rows) throws IOException {
        Files.writeString(directory.resolve("labels.csv"), HEADER + rows);
        return Labels.read(directory).orElseThrow();
    }
}
