package dev.fleetshadow.bench;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.HeapMemory;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.stream.StoredShadow;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one update costs: a decoded update in, a report out, and what it takes to keep the shadow in RocksDB. */
@State(Scope.Thread)
public class ShadowBenchmark {

    /** The second opinion is trained once while learning and never again: its cost is stated apart. */
    private static final HealthSettings SETTINGS = new HealthSettings(
            HealthSettings.DEFAULT.maxMetrics(),
            HealthSettings.DEFAULT.secondOpinion(),
            Duration.ofDays(10_000),
            HealthSettings.DEFAULT.seed(),
            HealthSettings.DEFAULT.followed(),
            HealthSettings.DEFAULT.counterSuffixes(),
            HealthSettings.DEFAULT.ranked());

    @Param({"5", "20", "38"})
    int metrics;

    /** Metrics with a limit, which are forecast more closely; eight is the most. */
    @Param({"0", "8"})
    int followed;

    private final HealthScorer scorer = new HealthScorer(SETTINGS);
    private ResourceShadow shadow = ResourceShadow.cold();
    private final HeapMemory cold = new HeapMemory();
    private final DataOutputSerializer out = new DataOutputSerializer(16_384);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private Telemetry telemetry;

    @Setup
    public void learn() throws IOException {
        telemetry = new Telemetry(metrics, followed, 42);
        for (int i = 0; i < Telemetry.PER_WEEK; i++) {
            scoreAndLearn();
        }
        shadow = StoredShadow.INSTANCE.copy(shadow);
    }

    @Benchmark
    public HealthReport scoreAndLearn() throws IOException {
        return scorer.observe(shadow, telemetry.nextUpdate(), cold);
    }

    @Benchmark
    public ResourceShadow storeAndLoad() throws IOException {
        out.clear();
        StoredShadow.INSTANCE.serialize(shadow, out);
        in.setBuffer(out.getSharedBuffer(), 0, out.length());
        return StoredShadow.INSTANCE.deserialize(in);
    }
}
