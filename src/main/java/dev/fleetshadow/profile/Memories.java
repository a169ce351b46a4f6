package dev.fleetshadow.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Holds four exponential memories of every metric and says how far a value lies from each of them.
 *
 * <p>Two very short levels ({@value #VERY_SHORT} and {@value #SHORT} records) act as one-step predictors whose residual
 * variance is kept over 30 days; a medium (2 days) and a long (30 days) baseline keep mean and variance. Each starts as a
 * plain average and becomes exponential once its window is full. Every scale has a floor of a tenth of the 30-day
 * standard deviation, so that a metric that was quiet for minutes is not alarming when it moves as it does every day.
 * Innovations beyond {@value #WINSOR} scale units are clipped before they move a baseline. Plain variance is kept on
 * purpose: a spiky metric must earn a wide scale.
 */
public final class Memories {

    static final int VERY_SHORT = 3;
    static final int SHORT = 15;
    static final double MEDIUM_DAYS = 2;
    static final double LONG_DAYS = 30;
    static final double SCALE_FLOOR = 0.10;
    static final double WINSOR = 25;
    private static final double TINY_VARIANCE = 1e-18;

    private double[] level;
    private double[] levelVariance;
    private double[] fastLevel;
    private double[] fastLevelVariance;
    private double[] mediumMean;
    private double[] mediumVariance;
    private double[] longMean;
    private double[] longVariance;
    private int[] count;

    Memories(int size) {
        level = new double[size];
        levelVariance = new double[size];
        fastLevel = new double[size];
        fastLevelVariance = new double[size];
        mediumMean = new double[size];
        mediumVariance = new double[size];
        longMean = new double[size];
        longVariance = new double[size];
        count = new int[size];
    }

    void grow(int size) {
        level = Columns.grown(level, size, 0);
        levelVariance = Columns.grown(levelVariance, size, 0);
        fastLevel = Columns.grown(fastLevel, size, 0);
        fastLevelVariance = Columns.grown(fastLevelVariance, size, 0);
        mediumMean = Columns.grown(mediumMean, size, 0);
        mediumVariance = Columns.grown(mediumVariance, size, 0);
        longMean = Columns.grown(longMean, size, 0);
        longVariance = Columns.grown(longVariance, size, 0);
        count = Arrays.copyOf(count, size);
    }

    /** The signed distance of {@code value} from one memory of metric {@code j}, in that memory's scale units. */
    public double sigmas(int j, Memory memory, double value) {
        if (count[j] == 0) {
            return 0;
        }
        return (value - expected(j, memory)) / scale(j, memory);
    }

    /** Measures how far {@code value} lies from all memories of metric {@code j}; 0 if it was never seen. */
    public void measure(int j, double value, Distances distances) {
        boolean seen = count[j] > 0;
        double floor = floor(j);
        distances.fromVeryShort = seen ? (value - fastLevel[j]) / Math.sqrt(fastLevelVariance[j] + floor) : 0;
        distances.fromShort = seen ? (value - level[j]) / Math.sqrt(levelVariance[j] + floor) : 0;
        distances.fromMedium = seen ? (value - mediumMean[j]) / Math.sqrt(mediumVariance[j] + floor) : 0;
        distances.fromLong = seen ? (value - longMean[j]) / Math.sqrt(longVariance[j] + floor) : 0;
    }

    /** What this memory expected the metric to be. */
    public double expected(int j, Memory memory) {
        return switch (memory) {
            case SHORT -> level[j];
            case VERY_SHORT -> fastLevel[j];
            case MEDIUM -> mediumMean[j];
            case LONG -> longMean[j];
        };
    }

    /** One scale unit of this memory, in the metric's own unit; always positive. */
    public double scale(int j, Memory memory) {
        double variance = switch (memory) {
            case SHORT -> levelVariance[j];
            case VERY_SHORT -> fastLevelVariance[j];
            case MEDIUM -> mediumVariance[j];
            case LONG -> longVariance[j];
        };
        return Math.sqrt(variance + floor(j));
    }

    /** How many values of this metric were learned. */
    public int count(int j) {
        return count[j];
    }

    /** Learns one finite value, after it was scored. */
    public void learn(int j, double value, double recordsPerDay) {
        if (count[j] == 0) {
            level[j] = fastLevel[j] = mediumMean[j] = longMean[j] = value;
        }
        int n = count[j] == Integer.MAX_VALUE ? count[j] : count[j] + 1;
        double mediumWindow = MEDIUM_DAYS * recordsPerDay;
        double longWindow = LONG_DAYS * recordsPerDay;
        double longRate = 1 / Math.min(n, longWindow);
        boolean established = n > mediumWindow;
        double mediumRate = established ? 1 / mediumWindow : longRate;
        double floor = floor(j);

        double shortError = value - level[j];
        levelVariance[j] += longRate * (shortError * shortError - levelVariance[j]);
        level[j] += shortError / SHORT;
        double fastError = value - fastLevel[j];
        fastLevelVariance[j] += longRate * (fastError * fastError - fastLevelVariance[j]);
        fastLevel[j] += fastError / VERY_SHORT;

        double mediumError = innovation(value - mediumMean[j], established, mediumVariance[j] + floor);
        mediumMean[j] += mediumRate * mediumError;
        mediumVariance[j] += mediumRate * ((1 - mediumRate) * mediumError * mediumError - mediumVariance[j]);
        double longError = innovation(value - longMean[j], established, longVariance[j] + floor);
        longMean[j] += longRate * longError;
        longVariance[j] += longRate * ((1 - longRate) * longError * longError - longVariance[j]);
        count[j] = n;
    }

    private static double innovation(double error, boolean established, double squaredScale) {
        return established && error * error > WINSOR * WINSOR * squaredScale
                ? Math.copySign(WINSOR * Math.sqrt(squaredScale), error)
                : error;
    }

    private double floor(int j) {
        return TINY_VARIANCE + SCALE_FLOOR * SCALE_FLOOR * longVariance[j];
    }

    /** Levels are stored as what they differ from the long mean by, which is small where the mean is large. */
    void writeTo(DataOutput out, SplittableRandom rounding) throws IOException {
        Columns.writeFull(out, longMean);
        for (double[] mean : new double[][] {level, fastLevel, mediumMean}) {
            for (int j = 0; j < mean.length; j++) {
                out.writeFloat(Columns.saturated(mean[j] - longMean[j]));
            }
        }
        for (double[] variance : new double[][] {levelVariance, fastLevelVariance, mediumVariance, longVariance}) {
            Columns.writeMagnitudes(out, variance, rounding);
        }
        Counts.write(out, count);
    }

    static Memories readFrom(DataInput in, int size) throws IOException {
        Memories memories = new Memories(0);
        memories.longMean = Columns.readFull(in, size);
        memories.level = memories.readMean(in, size);
        memories.fastLevel = memories.readMean(in, size);
        memories.mediumMean = memories.readMean(in, size);
        memories.levelVariance = Columns.readMagnitudes(in, size);
        memories.fastLevelVariance = Columns.readMagnitudes(in, size);
        memories.mediumVariance = Columns.readMagnitudes(in, size);
        memories.longVariance = Columns.readMagnitudes(in, size);
        memories.count = Counts.read(in, size);
        return memories;
    }

    private double[] readMean(DataInput in, int size) throws IOException {
        double[] mean = Columns.read(in, size);
        for (int j = 0; j < size; j++) {
            mean[j] += longMean[j];
        }
        return mean;
    }

    /** Reads what layout 1 wrote: everything in full. */
    static Memories readFirstLayout(DataInput in, int size) throws IOException {
        Memories memories = new Memories(0);
        memories.level = Columns.readFull(in, size);
        memories.levelVariance = Columns.readFull(in, size);
        memories.fastLevel = Columns.readFull(in, size);
        memories.fastLevelVariance = Columns.readFull(in, size);
        memories.mediumMean = Columns.readFull(in, size);
        memories.mediumVariance = Columns.readFull(in, size);
        memories.longMean = Columns.readFull(in, size);
        memories.longVariance = Columns.readFull(in, size);
        memories.count = new int[size];
        for (int j = 0; j < size; j++) {
            memories.count[j] = in.readInt();
        }
        return memories;
    }
}
