package dev.fleetshadow.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Prints how well and how fast each forecaster, and the tournaments, forecast real series.
 *
 * <p>Every series is learned once from its beginning; what counts is its second half without labelled anomalies. MASE: mean
 * absolute error over that of the naive forecast at the same horizon in the first half (Hyndman and Koehler 2006). Cover:
 * share of values inside the 95 % band.
 */
public final class ForecastBenchmark {

    private static final int METRICS_PER_RESOURCE = 8;
    private static final int[] STEPS = {1, 30};
    private static final List<Horizon> EVERY_RECORD = List.of(new Horizon(1, 1), new Horizon(30, 1));

    private ForecastBenchmark() {}

    public static void main(String[] directories) throws IOException {
        List<SeriesFiles.Series> all = new ArrayList<>();
        for (String directory : directories) {
            all.addAll(SeriesFiles.read(Path.of(directory), METRICS_PER_RESOURCE));
        }
        System.out.printf(
                "%d series, %d values, of %s; Java %s, %d processors%n%n",
                all.size(),
                all.stream().mapToLong(SeriesFiles.Series::size).sum(),
                String.join(" ", directories),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        System.out.printf(
                "%-22s %28s %28s %14s %9s%n",
                "median/mean MASE, cover", "1 step", "30 steps", "µs per value", "numbers");
        contestants().forEach((name, tournament) -> print(name, tournament, all));
    }

    private static Map<String, Tournament> contestants() {
        Map<String, Tournament> contestants = new LinkedHashMap<>();
        for (Forecaster forecaster : List.of(
                new Naive(),
                new SeasonalNaive(),
                new DampedHolt(),
                new HoltWinters(),
                new Autoregression(),
                new Arima())) {
            contestants.put(forecaster.name(), new Tournament(List.of(forecaster), EVERY_RECORD));
        }
        contestants.put("every metric", Tournament.plain());
        contestants.put("followed metric", Tournament.full());
        return contestants;
    }

    private static void print(String name, Tournament tournament, List<SeriesFiles.Series> all) {
        double[][] mase = new double[STEPS.length][all.size()];
        double[][] cover = new double[STEPS.length][all.size()];
        long values = 0;
        for (int s = 0; s < all.size(); s++) {
            Misses misses = new Misses(all.get(s), tournament);
            for (int h = 0; h < STEPS.length; h++) {
                mase[h][s] = misses.mase(h);
                cover[h][s] = misses.cover(h);
            }
            values += all.get(s).size();
        }
        long start = System.nanoTime();
        double sink = 0;
        for (SeriesFiles.Series series : all) {
            sink += learned(series, tournament);
        }
        double micros = (System.nanoTime() - start) / 1e3 / values;
        System.out.printf(
                "%-22s %28s %28s %14.3f %9d%s%n",
                name,
                line(mase[0], cover[0]),
                line(mase[1], cover[1]),
                micros,
                tournament.cells(),
                Double.isNaN(sink) ? " NaN" : "");
    }

    private static double learned(SeriesFiles.Series series, Tournament tournament) {
        double[] cells = new double[tournament.cells()];
        double recordsPerDay = series.recordsPerDay();
        double sink = 0;
        for (int i = 0; i < series.size(); i++) {
            Tick tick = Tick.at(series.epochSeconds()[i], recordsPerDay);
            tournament.learn(cells, 0, series.values()[i], i, tick);
            sink += tournament.value(cells, 0, 0, tick);
        }
        return sink;
    }

    private static String line(double[] mase, double[] cover) {
        return "%.3f/%.3f  %.3f".formatted(new Median().evaluate(mase), StatUtils.mean(mase), StatUtils.mean(cover));
    }

    /** What one contestant missed on one series. */
    private static final class Misses {

        private final double[] error = new double[STEPS.length];
        private final double[] naiveError = new double[STEPS.length];
        private final long[] inside = new long[STEPS.length];
        private final long[] judged = new long[STEPS.length];
        private final long[] inSample = new long[STEPS.length];

        Misses(SeriesFiles.Series series, Tournament tournament) {
            int half = series.size() / 2;
            double[] values = series.values();
            double[] cells = new double[tournament.cells()];
            double recordsPerDay = series.recordsPerDay();
            for (int i = 0; i < series.size(); i++) {
                Tick tick = Tick.at(series.epochSeconds()[i], recordsPerDay);
                tournament.learn(cells, 0, values[i], i, tick);
                for (int h = 0; h < STEPS.length && i + STEPS[h] < series.size(); h++) {
                    int target = i + STEPS[h];
                    if (target < half) {
                        naiveError[h] += Math.abs(values[target] - values[i]);
                        inSample[h]++;
                    } else if (!series.labelled()[target]) {
                        double miss = Math.abs(values[target] - tournament.value(cells, 0, h, tick));
                        error[h] += miss;
                        inside[h] += miss <= tournament.halfWidth(cells, 0, h) ? 1 : 0;
                        judged[h]++;
                    }
                }
            }
        }

        double mase(int h) {
            return error[h] / judged[h] / (naiveError[h] / inSample[h]);
        }

        double cover(int h) {
            return inside[h] / (double) judged[h];
        }
    }
}
