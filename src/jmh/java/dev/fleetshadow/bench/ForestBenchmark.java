package dev.fleetshadow.bench;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same updates through AWS Random Cut Forest. */
@State(Scope.Thread)
public class ForestBenchmark {

    private static final int LEARNED = 2 * Telemetry.PER_DAY;

    @Param({"5", "20", "38"})
    int metrics;

    private Telemetry telemetry;
    private ThresholdedRandomCutForest forest;
    private long second;

    @Setup
    public void learn() {
        telemetry = new Telemetry(metrics, 42);
        forest = OpenSearchForest.of(metrics, 42);
        for (int i = 0; i < LEARNED; i++) {
            scoreAndLearn();
        }
    }

    @Benchmark
    public AnomalyDescriptor scoreAndLearn() {
        second += 60;
        return forest.process(telemetry.nextRow(), second);
    }
}
