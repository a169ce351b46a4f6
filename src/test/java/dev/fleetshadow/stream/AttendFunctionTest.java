package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Reporting;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is calm for long ends here, and nothing that needs attention comes too late. */
class AttendFunctionTest {

    private OneInputStreamOperatorTestHarness<HealthReport, HealthReport> stage;

    @BeforeEach
    void open() throws Exception {
        stage = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new AttendFunction()));
        stage.open();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void onlyThoseThatHaveNotBeenCalmForLongAreLetThrough() throws Exception {
        for (int calm : List.of(0, 1, HealthReport.ATTENDED_CALM_REPORTS, HealthReport.ATTENDED_CALM_REPORTS + 1)) {
            send(calm, 1);
        }
        assertThat(stage.extractOutputValues())
                .extracting(HealthReport::wellFor)
                .containsExactly(0, 1, HealthReport.ATTENDED_CALM_REPORTS);
    }

    @Test
    void whatComesLateCountsFromTheMomentItIsKnown() throws Exception {
        stage.processWatermark(100);
        send(0, 50);
        send(1, 100);
        send(2, 101);
        send(3, 102);
        assertThat(stage.getOutput().stream()
                        .filter(element -> !(element instanceof Watermark))
                        .map(element -> ((StreamRecord<?>) element).getTimestamp()))
                .containsExactly(101L, 101L, 101L, 102L);
    }

    private void send(int calm, long timestamp) throws Exception {
        Instant at = Instant.ofEpochMilli(timestamp);
        stage.processElement(Reporting.of("web-1", "web").wellFor(calm).at(at), timestamp);
    }
}
