package dev.fleetshadow.bench;

import com.amazon.randomcutforest.config.ForestMode;
import com.amazon.randomcutforest.config.Precision;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The same updates through AWS Random Cut Forest, with the settings OpenSearch's anomaly detection gives it: 50 trees of
 * 256 samples, one record at a time, its cache of bounding boxes on.
 */
@State(Scope.Thread)
public class ForestBenchmark {

    private static final int LEARNED = 2 * Telemetry.PER_DAY;
    private static final int SAMPLE_SIZE = 256;
    private static final double DECAY = 1.0 / (10 * SAMPLE_SIZE);

    @Param({"5", "20", "38"})
    int metrics;

    private Telemetry telemetry;
    private ThresholdedRandomCutForest forest;
    private long second;

    @Setup
    public void learn() {
        telemetry = new Telemetry(metrics, 42);
        forest = ThresholdedRandomCutForest.builder()
                .compact(true)
                .dimensions(metrics)
                .shingleSize(1)
                .numberOfTrees(50)
                .sampleSize(SAMPLE_SIZE)
                .precision(Precision.FLOAT_32)
                .forestMode(ForestMode.STANDARD)
                .transformMethod(TransformMethod.NORMALIZE)
                .timeDecay(DECAY)
                .transformDecay(DECAY)
                .initialAcceptFraction(0.125)
                .outputAfter(32)
                .internalShinglingEnabled(true)
                .parallelExecutionEnabled(false)
                .boundingBoxCacheFraction(1)
                .autoAdjust(true)
                .alertOnce(true)
                .randomSeed(42)
                .build();
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
