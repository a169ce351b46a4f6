package dev.fleetshadow.forecast;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Each forecaster alone: one value of one metric learned, and forecast one record and 30 records ahead. */
@State(Scope.Thread)
public class ForecasterBenchmark {

    private static final int PER_DAY = 1440;
    private static final int PER_WEEK = 7 * PER_DAY;

    @Param
    ForecastModel model;

    private final double[] values = new double[PER_WEEK];
    private final Tick[] ticks = new Tick[PER_DAY];
    private Forecaster forecaster;
    private double[] cells;
    private int learned;

    @Setup
    public void learnAWeek() {
        forecaster = model.forecaster();
        cells = new double[forecaster.cells()];
        for (int t = 0; t < PER_DAY; t++) {
            ticks[t] = Tick.at(60L * t, PER_DAY);
        }
        SplittableRandom random = new SplittableRandom(42);
        double noise = 0;
        for (int t = 0; t < PER_WEEK; t++) {
            noise = 0.8 * noise + random.nextGaussian();
            values[t] = 100 + 2 * Math.sin(2 * Math.PI * t / PER_DAY) + noise;
            learnAndForecast();
        }
    }

    @Benchmark
    public double learnAndForecast() {
        Tick tick = ticks[learned % PER_DAY];
        forecaster.learn(cells, 0, values[learned % PER_WEEK], learned, tick);
        learned++;
        return forecaster.forecast(cells, 0, 1, tick) + forecaster.forecast(cells, 0, 30, tick);
    }
}
