package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Holds the scorer to the figures of an independent implementation, record by record. */
class GoldenScoresTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final double TOLERANCE = 1e-9;
    /** Stored variances are true to half a percent, and a raw score grows with the power 2.5 of the deviations. */
    private static final double STORED_TOLERANCE = 0.02;

    /** The tail of the return periods is read from maxima in steps of 0.006, which are multiplied by its slope. */
    private static final double STORED_TAIL_TOLERANCE = 0.05;

    private static final double LEARNING = -9;

    @Test
    void everyScoreAndReturnPeriodEqualsTheReference() throws IOException {
        follow(TOLERANCE, TOLERANCE, false);
    }

    @Test
    void theyHardlyChangeWhenAllStateIsStoredAfterEveryRecord() throws IOException {
        follow(STORED_TOLERANCE, STORED_TAIL_TOLERANCE, true);
    }

    private static void follow(double tolerance, double tailTolerance, boolean stored) throws IOException {
        List<double[]> inputs = csv("golden_in.csv.gz");
        List<double[]> expected = csv("golden_out.csv.gz");
        HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT, ScoringMethod.REFERENCE);
        ResourceShadow shadow = ResourceShadow.cold();
        HeapMemory cold = new HeapMemory();

        int scored = 0;
        for (int t = 0; t < inputs.size(); t++) {
            HealthReport report = scorer.observe(shadow, update(t, inputs.get(t)), cold);
            double[] golden = expected.get(t);
            assertThat(report.rawScore()).as("raw score at %d", t).isCloseTo(golden[0], relative(golden[0], tolerance));
            assertThat(report.scored()).as("scored at %d", t).isEqualTo(golden[1] != LEARNING);
            if (report.scored()) {
                scored++;
                assertThat(Math.log(report.returnPeriodHours()))
                        .as("log return period at %d", t)
                        .isCloseTo(golden[1], relative(golden[1], tailTolerance));
            }
            if (stored) {
                shadow = stored(shadow);
                cold.keep(stored(cold.history()));
            }
        }
        assertThat(scored).isEqualTo(10_000 - 4_320);
    }

    private static Offset<Double> relative(double value, double tolerance) {
        return within(tolerance * Math.max(1, Math.abs(value)));
    }

    private static StatusUpdate update(int t, double[] row) {
        Map<String, Double> metrics = new HashMap<>();
        for (int j = 0; j < row.length; j++) {
            metrics.put("metric-" + j, row[j]);
        }
        return StatusUpdate.running(Resource.of("golden", "tests"), START.plus(Duration.ofMinutes(t)), metrics);
    }

    private static ResourceShadow stored(ResourceShadow shadow) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        shadow.writeTo(new DataOutputStream(bytes));
        return ResourceShadow.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static CalibrationHistory stored(CalibrationHistory history) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        history.writeTo(new DataOutputStream(bytes));
        return CalibrationHistory.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static List<double[]> csv(String name) {
        try (var reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(GoldenScoresTest.class.getResourceAsStream("/detection/" + name)),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("S"))
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
