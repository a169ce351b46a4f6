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
    private static final double LEARNING = -9;

    @Test
    void everyScoreAndReturnPeriodEqualsTheReference() throws IOException {
        List<double[]> inputs = csv("golden_in.csv.gz");
        List<double[]> expected = csv("golden_out.csv.gz");
        HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT);
        ResourceShadow shadow = ResourceShadow.cold();
        HeapMemory cold = new HeapMemory();

        int scored = 0;
        for (int t = 0; t < inputs.size(); t++) {
            if (t % 1000 == 999) {
                shadow = stored(shadow);
            }
            HealthReport report = scorer.observe(shadow, update(t, inputs.get(t)), cold);
            double[] golden = expected.get(t);
            assertThat(report.rawScore()).as("raw score at %d", t).isCloseTo(golden[0], relative(golden[0]));
            assertThat(report.scored()).as("scored at %d", t).isEqualTo(golden[1] != LEARNING);
            if (report.scored()) {
                scored++;
                assertThat(Math.log(report.returnPeriodHours()))
                        .as("log return period at %d", t)
                        .isCloseTo(golden[1], relative(golden[1]));
            }
        }
        assertThat(scored).isEqualTo(10_000 - 4_320);
    }

    private static Offset<Double> relative(double value) {
        return within(TOLERANCE * Math.max(1, Math.abs(value)));
    }

    private static StatusUpdate update(int t, double[] row) {
        Map<String, Double> metrics = new HashMap<>();
        for (int j = 0; j < row.length; j++) {
            metrics.put("metric-" + j, row[j]);
        }
        return StatusUpdate.running(Resource.of("golden", "tests"), START.plus(Duration.ofMinutes(t)), metrics);
    }

    private static ResourceShadow stored(ResourceShadow shadow) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            shadow.writeTo(new DataOutputStream(bytes));
            return ResourceShadow.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
