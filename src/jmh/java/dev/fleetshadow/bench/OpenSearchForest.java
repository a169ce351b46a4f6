package dev.fleetshadow.bench;

import com.amazon.randomcutforest.config.ForestMode;
import com.amazon.randomcutforest.config.Precision;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;

/**
 * AWS Random Cut Forest with the settings OpenSearch's anomaly detection gives it: 50 trees of 256 samples, one record at
 * a time, its cache of bounding boxes on.
 */
public final class OpenSearchForest {

    private static final int SAMPLE_SIZE = 256;
    private static final double DECAY = 1.0 / (10 * SAMPLE_SIZE);

    private OpenSearchForest() {}

    /** A forest that has seen nothing. */
    public static ThresholdedRandomCutForest of(int metrics, long seed) {
        return ThresholdedRandomCutForest.builder()
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
                .randomSeed(seed)
                .build();
    }
}
