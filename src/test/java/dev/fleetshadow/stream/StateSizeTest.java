package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.HeapMemory;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remembered of a resource whose windows are all full fits into a few kilobytes; the second opinion is extra. */
class StateSizeTest {

    private static final Resource RESOURCE = new Resource("web-042", "host", "web/eu-1a", Map.of("rack", "r12"));
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int HOURS = 40 * 24;
    private static final int HISTORY = 1_150;

    @ParameterizedTest(name = "{0} metrics")
    @CsvSource({"5, 750", "20, 2100", "38, 3750"})
    void aGrownUpShadowAndItsCalibrationAreSmall(int metrics, int most) throws IOException {
        HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT);
        ResourceShadow shadow = ResourceShadow.cold();
        HeapMemory cold = new HeapMemory();
        SplittableRandom random = new SplittableRandom(metrics);
        for (int hour = 0; hour < HOURS; hour++) {
            Map<String, Double> update = new HashMap<>();
            names(metrics).forEach(name -> update.put(name, random.nextDouble()));
            Instant at = START.plus(Duration.ofHours(hour));
            scorer.observe(shadow, StatusUpdate.running(RESOURCE, at, update), cold);
        }
        assertThat(size(StoredCalibration.INSTANCE, cold.history())).isLessThanOrEqualTo(HISTORY);
        assertThat(size(StoredShadow.INSTANCE, shadow)).isLessThanOrEqualTo(most);
    }

    private static List<String> names(int metrics) {
        return Stream.of("cpu", "disk", "filesystem", "memory", "network", "paging", "processes", "tcp")
                .flatMap(of -> Stream.of("errors", "io", "operations", "usage", "utilization")
                        .map(what -> "system.%s.%s".formatted(of, what)))
                .limit(metrics)
                .toList();
    }

    private static <T> int size(StoredForm<T> form, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8192);
        form.serialize(value, out);
        return out.length();
    }
}
