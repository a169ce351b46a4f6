package dev.fleetshadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;

/** Keeps the shipped cluster configuration true: read by Flink's own reader, every entry must mean something. */
class FlinkConfTest {

    private final Configuration shipped = GlobalConfiguration.loadConfiguration("flink-conf");

    @Test
    void everyEntryIsAnOptionThatThisVersionOfFlinkCanRead() {
        assertThat(shipped.keySet()).isNotEmpty();
        assertThat(FlinkOptions.problemsOf(shipped)).isEmpty();
    }

    @Test
    void aMisspeltKeyAndAnImpossibleValueWouldBeFound() {
        Configuration broken = Configuration.fromMap(Map.of(
                "execution.checkpointing.intervall", "10 s",
                "execution.checkpointing.mode", "EXACTLY_TWICE",
                "fleet-shadow.anything", "is ours"));

        assertThat(FlinkOptions.problemsOf(broken))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("execution.checkpointing.intervall"))
                .anySatisfy(problem -> assertThat(problem).contains("EXACTLY_TWICE"));
    }

    @Test
    void whatTheDesignRestsOnIsSwitchedOn() {
        assertThat(shipped.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(shipped.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(shipped.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(shipped.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(shipped.get(WebOptions.SUBMIT_ENABLE)).isFalse();
    }

    @Test
    void theMemoryOfBothProcessesAddsUp() {
        assertThat(TaskExecutorProcessUtils.processSpecFromConfig(shipped)
                        .getManagedMemorySize()
                        .getMebiBytes())
                .isGreaterThan(1_000);
        assertThat(JobManagerProcessUtils.processSpecFromConfig(shipped)
                        .getJvmHeapMemorySize()
                        .getMebiBytes())
                .isGreaterThan(500);
    }
}
