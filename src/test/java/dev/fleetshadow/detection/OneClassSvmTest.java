package dev.fleetshadow.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The witness draws its line around what it was shown. */
class OneClassSvmTest {

    private static final int METRICS = 5;

    @Test
    void mostOfWhatItWasTrainedOnIsInsideAndWhatIsFarAwayIsNot() {
        List<double[]> samples = samples(1, 128, METRICS);
        OneClassSvm svm = OneClassSvm.train(samples, 42);
        long outside =
                samples.stream().filter(sample -> svm.judge(sample).anomalous()).count();
        assertThat(outside).as("outside, with nu = 0.05 and those on the line").isBetween(1L, 32L);
        for (int j = 0; j < METRICS; j++) {
            double[] far = new double[METRICS];
            far[j] = 8;
            assertThat(svm.judge(far).anomalous()).isTrue();
            assertThat(svm.judge(far).margin()).isPositive();
        }
        Opinion centre = svm.judge(new double[METRICS]);
        assertThat(centre.anomalous()).isFalse();
        assertThat(centre.margin()).isNegative();
        assertThat(centre.detector()).isEqualTo(OneClassSvm.NAME);
    }

    @Test
    void theSameSamplesMakeTheSameJudgeAlsoAfterStoring() {
        List<double[]> samples = samples(2, 100, METRICS);
        OneClassSvm svm = OneClassSvm.train(samples, 42);
        OneClassSvm again = OneClassSvm.train(samples, 42);
        OneClassSvm stored = OneClassSvm.fromBytes(svm.toBytes());
        for (double[] probe : samples(3, 50, METRICS)) {
            assertThat(again.judge(probe)).isEqualTo(svm.judge(probe));
            assertThat(stored.judge(probe)).isEqualTo(svm.judge(probe));
        }
    }

    @Test
    void metricsThatCameLaterAreIgnored() {
        OneClassSvm svm = OneClassSvm.train(samples(4, 100, METRICS), 42);
        double[] probe = {0.1, -0.2, 0.3, 0, 0.5};
        double[] wider = Arrays.copyOf(probe, METRICS + 2);
        wider[METRICS] = 99;
        assertThat(svm.judge(wider)).isEqualTo(svm.judge(probe));
    }

    @Test
    void samplesWithoutAnyVarianceCanBeTrainedOn() {
        OneClassSvm svm = OneClassSvm.train(Collections.nCopies(100, new double[3]), 42);
        assertThat(svm.judge(new double[] {1, 0, 0}).anomalous()).isTrue();
    }

    static List<double[]> samples(long seed, int count, int metrics) {
        Random random = new Random(seed);
        List<double[]> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] sample = new double[metrics];
            for (int j = 0; j < metrics; j++) {
                sample[j] = Witness.feature(random.nextGaussian());
            }
            samples.add(sample);
        }
        return samples;
    }
}
