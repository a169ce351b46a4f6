package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.VigilSettings;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Scales the scoring stage while it shadows as many resources as one task may. */
class RescaledScoreFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int MOST_RESOURCES = 64;
    private static final int KEY_GROUPS = 128;
    private static final int TASKS = 2;

    @Test
    @SuppressWarnings("try") // the harness may be interrupted while it closes
    void twoTasksTakeOverHalfAFullOneEachAndHaveRoomForAsManyAgain() throws Exception {
        OperatorSubtaskState full;
        try (var stage = task(1, 0, null)) {
            for (String id : ids("old", 0, 1)) {
                stage.processElement(update(id, 0), START.toEpochMilli());
            }
            assertThat(stage.extractOutputValues()).hasSize(MOST_RESOURCES);
            full = stage.snapshot(1, 1);
        }
        int admitted = 0;
        for (int task = 0; task < TASKS; task++) {
            OperatorSubtaskState share =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(full, KEY_GROUPS, 1, TASKS, task);
            try (var stage = task(TASKS, task, share)) {
                List<String> known = ids("old", task, TASKS);
                for (String id : known) {
                    stage.processElement(update(id, 1), START.toEpochMilli());
                }
                assertThat(stage.extractOutputValues())
                        .as("the shadows moved with their keys")
                        .hasSameSizeAs(known)
                        .allSatisfy(report ->
                                assertThat(report.quality().baselineDays()).isPositive());
                List<String> fresh = ids("new", task, TASKS);
                for (String id : fresh) {
                    stage.processElement(update(id, 1), START.toEpochMilli());
                }
                int newcomers = stage.extractOutputValues().size() - known.size();
                assertThat(newcomers).isBetween(MOST_RESOURCES / 4, fresh.size());
                admitted += newcomers;
            }
        }
        assertThat(admitted).isLessThanOrEqualTo(MOST_RESOURCES);
    }

    /** As many resources as one task may shadow; those of them that belong to the given task. */
    private static List<String> ids(String prefix, int task, int tasks) {
        return IntStream.range(0, MOST_RESOURCES)
                .mapToObj(number -> prefix + '-' + number)
                .filter(id -> KeyGroupRangeAssignment.assignKeyToParallelOperator(id, KEY_GROUPS, tasks) == task)
                .toList();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, StatusUpdate, HealthReport> task(
            int tasks, int task, OperatorSubtaskState restored) throws Exception {
        ScoreFunction function = new ScoreFunction(HealthSettings.DEFAULT, VigilSettings.DEFAULT, MOST_RESOURCES);
        return RocksDb.opened(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(function),
                        StatusUpdate::resourceId,
                        Types.STRING,
                        KEY_GROUPS,
                        tasks,
                        task),
                restored);
    }

    private static StatusUpdate update(String id, int minute) {
        return StatusUpdate.running(Resource.of(id, "web"), START.plusSeconds(60L * minute), Map.of("cpu", 0.5));
    }
}
