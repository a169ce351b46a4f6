package dev.fleetshadow.forecast;

import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.FleetPlan;
import dev.fleetshadow.simulator.SimulatedFleet;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Prints how often a limit that is said to be reached is reached, by the probability that was stated.
 *
 * <p>Every series is learned from its beginning; in its second half it is asked every quarter of an hour whether the limit
 * will be reached within {@link TimeToLimit#FARTHEST}, and the values that follow answer. An episode is a run of checks that
 * speak with less than an hour between them; it came true if its first check did.
 */
public final class LimitBenchmark {

    private static final int METRICS_PER_RESOURCE = 40;
    private static final double USUAL = 99.5;
    private static final long CHECK_SECONDS = 900;
    private static final long EPISODE_GAP = 3600;
    private static final double[] BUCKETS = {0.5, 0.6, 0.7, 0.8, 0.9};
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private LimitBenchmark() {}

    public static void main(String[] directories) throws IOException {
        System.out.printf(
                "%-40s %9s %7s %9s %6s   told (came true) by probability from",
                "", "checks", "speak", "episodes", "true");
        System.out.println(" " + Arrays.toString(BUCKETS));
        for (String directory : directories) {
            List<SeriesFiles.Series> all = SeriesFiles.read(Path.of(directory), METRICS_PER_RESOURCE);
            print(directory + ", limit 1", all, series -> 1);
            print(directory + ", limit of 99.5 %", all, LimitBenchmark::usual);
        }
        print("simulated, healthy", simulated(null), series -> 1);
        print("simulated, leaking", simulated(Fault.MEMORY_LEAK), series -> 1);
        print("simulated, filling", simulated(Fault.DISK_FILLING), series -> 1);
    }

    private static double usual(SeriesFiles.Series series) {
        return new Percentile(USUAL).evaluate(Arrays.copyOf(series.values(), series.size() / 2));
    }

    private static void print(String name, List<SeriesFiles.Series> all, ToDoubleFunction<SeriesFiles.Series> limit) {
        Tally tally = new Tally();
        for (SeriesFiles.Series series : all) {
            tally.check(series, limit.applyAsDouble(series));
        }
        tally.print(name);
    }

    /** What was said and what came of it. */
    private static final class Tally {

        private final int[] told = new int[BUCKETS.length];
        private final int[] cameTrue = new int[BUCKETS.length];
        private int checks;
        private int episodes;
        private int trueEpisodes;

        void check(SeriesFiles.Series series, double limit) {
            LongTrend trend = new LongTrend();
            double[] cells = new double[LongTrend.CELLS];
            double recordsPerDay = series.recordsPerDay();
            long farthest = TimeToLimit.FARTHEST.toSeconds();
            long[] at = series.epochSeconds();
            long checked = 0;
            long spoke = 0;
            for (int i = 0; i < series.size() && at[i] + farthest <= at[series.size() - 1]; i++) {
                trend.learn(cells, 0, series.values()[i], at[i], recordsPerDay);
                if (i < series.size() / 2 || at[i] / CHECK_SECONDS == checked || series.values()[i] >= limit) {
                    continue;
                }
                checked = at[i] / CHECK_SECONDS;
                checks++;
                Optional<TimeToLimit> said =
                        trend.timeToLimit(cells, 0, series.name(), limit, Instant.ofEpochSecond(at[i]), recordsPerDay);
                if (said.isPresent()) {
                    boolean reached = reached(series, i, limit, at[i] + farthest);
                    count(said.get().probability(), reached);
                    episodes += at[i] - spoke > EPISODE_GAP ? 1 : 0;
                    trueEpisodes += at[i] - spoke > EPISODE_GAP && reached ? 1 : 0;
                    spoke = at[i];
                }
            }
        }

        private static boolean reached(SeriesFiles.Series series, int from, double limit, long until) {
            for (int i = from; i < series.size() && series.epochSeconds()[i] <= until; i++) {
                if (series.values()[i] >= limit) {
                    return true;
                }
            }
            return false;
        }

        private void count(double probability, boolean reached) {
            int bucket = BUCKETS.length - 1;
            while (probability < BUCKETS[bucket]) {
                bucket--;
            }
            told[bucket]++;
            cameTrue[bucket] += reached ? 1 : 0;
        }

        void print(String name) {
            System.out.printf(
                    "%-40s %9d %6.3f%% %9d %6d  ",
                    name, checks, 100.0 * Arrays.stream(told).sum() / checks, episodes, trueEpisodes);
            for (int bucket = 0; bucket < BUCKETS.length; bucket++) {
                System.out.printf(" %5d (%4.0f%%)", told[bucket], 100.0 * cameTrue[bucket] / told[bucket]);
            }
            System.out.println();
        }
    }

    /** Four days of health and, of one fault in two resources, three hours. */
    private static List<SeriesFiles.Series> simulated(Fault fault) {
        List<SeriesFiles.Series> all = new ArrayList<>();
        for (long seed = 1; seed <= 4; seed++) {
            SimulatedFleet fleet = new SimulatedFleet(new FleetPlan(6, 2, Duration.ofMinutes(1), seed, START));
            Map<String, List<double[]>> records = new TreeMap<>();
            for (int step = 0; step < 6 * 1440; step++) {
                if (step == 4 * 1440 && fault != null) {
                    fleet.inject(fault, fleet.resourceIds().get(0));
                    fleet.inject(fault, fleet.resourceIds().get(1));
                }
                for (StatusUpdate update : fleet.step()) {
                    long second = update.observedAt().getEpochSecond();
                    update.metrics().forEach((metric, value) -> {
                        if (metric.endsWith(".utilization")) {
                            records.computeIfAbsent(update.resourceId() + " " + metric, name -> new ArrayList<>())
                                    .add(new double[] {second, value});
                        }
                    });
                }
            }
            records.values().forEach(values -> failed(values, fleet.now().getEpochSecond()));
            records.forEach((name, values) -> all.add(new SeriesFiles.Series(
                    name,
                    values.stream().mapToLong(value -> (long) value[0]).toArray(),
                    values.stream().mapToDouble(value -> value[1]).toArray(),
                    new boolean[values.size()])));
        }
        return all;
    }

    /** What was at nine tenths of the limit when its resource failed has reached it. */
    private static void failed(List<double[]> values, long end) {
        double[] last = values.get(values.size() - 1);
        if (last[0] < end - 3600) {
            values.add(new double[] {last[0] + 60, last[1] > 0.9 ? 1 : last[1]});
            values.add(new double[] {end, last[1]});
        }
    }
}
