package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.health.Channel;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.DataQuality;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;

/** A row says everything once, on one line, and can be read back. */
class BacktestRowsTest {

    private static final Instant AT = Instant.parse("2026-01-05T10:15:00Z");

    @Test
    void aScoreNamesItsLevelAndTheMetricsBehindIt() {
        assertThat(BacktestRows.score(report("web-1", 62.5, 50, "mem", "swap")))
                .matches("web-1,2026-01-05T10:15:00Z,62\\.4\\d{7},warning,mem;swap");
    }

    @Test
    void withoutAScoreThereIsNoNumber() {
        assertThat(BacktestRows.score(report("web-1", Double.NaN, Double.NaN)))
                .isEqualTo("web-1,2026-01-05T10:15:00Z,,learning,");
    }

    @Test
    void beyondTheEndsOfTheScaleTheRawScoreStillTellsTheWorse() {
        double[] raw = {0, 1e-3, 0.5, 1, 24, 168, 720, 1e5, 1e9};
        double[] health = {100, 100, 100, 70, 50, 30, 0, 0, 0};
        double before = 100.01;
        for (int i = 0; i < raw.length; i++) {
            double ranked = BacktestRows.ranked(report("web-1", health[i], raw[i]));
            assertThat(ranked).isLessThan(before).isBetween(0.0, 100.0);
            assertThat(Math.abs(ranked - health[i])).isLessThan(0.02);
            before = ranked;
        }
    }

    @Test
    void whateverIsInACellCanBeReadBackAndARowStaysOnOneLine() throws IOException {
        Diagnosis diagnosis = new Diagnosis(
                "id",
                Resource.of("web,\"1\"", "web"),
                "crash",
                AT,
                AT.minusSeconds(60),
                Double.NaN,
                0.25,
                List.of("says: a, b", "two\nlines"),
                null,
                false);
        String row = BacktestRows.diagnosis(diagnosis);
        assertThat(row).doesNotContain("\n");
        assertThat(cells(row))
                .containsExactly(
                        "web,\"1\"",
                        "2026-01-05T10:15:00Z",
                        "crash",
                        "2026-01-05T10:14:00Z",
                        "NaN",
                        "0.2500",
                        "says: a, b; two lines");
    }

    private static HealthReport report(String resource, double score, double raw, String... metrics) {
        List<Contribution> contributions = Arrays.stream(metrics)
                .map(metric -> new Contribution(metric, 2, 1, 3, Channel.SHORT_CHANGE, 0.4))
                .toList();
        return new HealthReport(
                Resource.of(resource, "web"),
                AT,
                ResourceStatus.RUNNING,
                HealthLevel.of(score),
                score,
                24,
                raw,
                contributions,
                contributions.stream().map(Contribution::metric).toList(),
                List.of(),
                List.of(),
                null,
                new DataQuality(9, 0, 0, List.of(), 1),
                null,
                null,
                Double.NaN,
                0,
                true);
    }

    private static List<String> cells(String row) throws IOException {
        return CSVFormat.RFC4180.parse(new StringReader(row)).iterator().next().toList();
    }
}
