package dev.fleetshadow.bench;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A week of minutely metrics of one server, repeated for ever: a daily wave and autocorrelated noise, both shared in part,
 * as load makes them. Made beforehand, so that no benchmark measures the making, and long enough that a forest's sample
 * holds no record twice, which would spare it work.
 */
final class Telemetry {

    static final int PER_DAY = 1440;
    static final int PER_WEEK = 7 * PER_DAY;
    private static final Resource RESOURCE = Resource.of("web-1", "web");
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final double PERSISTENCE = 0.8;

    private final double[][] rows;
    private final List<Map<String, Double>> updates = new ArrayList<>();
    private long minute;

    Telemetry(int metrics, long seed) {
        this(metrics, 0, seed);
    }

    Telemetry(int metrics, int followed, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        rows = new double[PER_WEEK][metrics];
        double[] noise = new double[metrics];
        List<String> names = names(metrics, followed);
        for (int t = 0; t < PER_WEEK; t++) {
            double load = Math.sin(2 * Math.PI * t / PER_DAY) + 0.3 * random.nextGaussian();
            Map<String, Double> update = new HashMap<>();
            for (int j = 0; j < metrics; j++) {
                noise[j] = PERSISTENCE * noise[j] + random.nextGaussian();
                rows[t][j] = 100 * (j + 1) + 2 * load + noise[j];
                update.put(names.get(j), rows[t][j]);
            }
            updates.add(update);
        }
    }

    static List<String> names(int metrics) {
        return names(metrics, 0);
    }

    private static List<String> names(int metrics, int followed) {
        return IntStream.range(0, metrics)
                .mapToObj(j -> "system.metric.%02d.%s".formatted(j, j < followed ? "utilization" : "usage"))
                .toList();
    }

    /** One decoded update, a minute after the one before. */
    StatusUpdate nextUpdate() {
        long now = minute++;
        return StatusUpdate.running(RESOURCE, START.plusSeconds(60 * now), updates.get((int) (now % PER_WEEK)));
    }

    /** The same values without names. */
    double[] nextRow() {
        return rows[(int) (minute++ % PER_WEEK)];
    }
}
