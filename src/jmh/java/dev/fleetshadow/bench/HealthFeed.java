package dev.fleetshadow.bench;

import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.health.Channel;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.DataQuality;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Incident;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Makes the health reports of a fleet, as a shadow makes them that has known it for a month: every resource reports once
 * an interval, spread evenly; the unwell ones leak memory.
 *
 * <p>The source numbers the reports and gives each of its tasks a run of them: one run is a part of the fleet from the
 * beginning to the end of time.
 */
final class HealthFeed implements GeneratorFunction<Long, HealthReport> {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final String FAILURE_MODE = "memory-exhaustion";
    static final LongAdder MADE = new LongAdder();
    static final AtomicLong FIRST_ILL_NANOS = new AtomicLong();
    static final AtomicLong FIRST_NANOS = new AtomicLong();
    private static final long serialVersionUID = 1L;
    private static final int GROUP_SIZE = 50;
    private static final DataQuality QUALITY = new DataQuality(30, 0, 0, List.of(), 0.95);
    private static final Opinion OPINION = new Opinion("one-class-svm", 3.1, 0.93);
    private static final List<Contribution> SOUND = List.of(
            new Contribution("system.cpu.utilization", 0.42, 0.4, 0.8, Channel.SHORT_CHANGE, 0.4),
            new Contribution("app.request.latency.p99", 0.11, 0.1, 0.6, Channel.TWO_DAYS, 0.3));
    private static final List<Contribution> LEAKING = List.of(
            new Contribution("system.memory.utilization", 0.83, 0.4, 9.2, Channel.TWO_DAYS, 0.7),
            new Contribution("system.paging.operations", 310, 12, 5.5, Channel.UNEXPLAINED, 0.15));
    private static final List<Forecast> FORECASTS = List.of(
            new Forecast("system.cpu.utilization", 10, 0.42, 0.3, 0.5, "damped-holt"),
            new Forecast("app.request.latency.p99", 10, 0.11, 0.08, 0.14, "naive"));

    private final int perShard;
    private final long reportsPerShard;
    private final Duration interval;
    private final Trouble trouble;

    /** Of {@code reports} in all, made by {@code shards} tasks. */
    HealthFeed(int shards, long reports, Duration interval, Trouble trouble) {
        this.perShard = trouble.resources() / shards;
        this.reportsPerShard = reports / shards;
        this.interval = interval;
        this.trouble = trouble;
    }

    static void begin() {
        MADE.reset();
        FIRST_ILL_NANOS.set(0);
        FIRST_NANOS.set(0);
    }

    @Override
    public HealthReport map(Long number) {
        long inShard = number % reportsPerShard;
        long step = inShard / perShard;
        int resource = (int) (number / reportsPerShard) * perShard + (int) (inShard % perShard);
        Instant at = START.plusNanos(inShard * (interval.toNanos() / perShard));
        long illFor = trouble.illFor(resource, step);
        MADE.increment();
        if (FIRST_NANOS.get() == 0) {
            FIRST_NANOS.compareAndSet(0, System.nanoTime());
        }
        if (illFor > 0 && FIRST_ILL_NANOS.get() == 0) {
            FIRST_ILL_NANOS.compareAndSet(0, System.nanoTime());
        }
        boolean news =
                step == 0 || illFor == 1 || illFor == -1 || hour(resource, at) != hour(resource, at.minus(interval));
        return report(resource, at, illFor, news);
    }

    /** The hours of the resources begin spread over the hour, as a shadow spreads them. */
    private long hour(int resource, Instant at) {
        return (at.getEpochSecond() + 3600L * resource / trouble.resources()) / 3600;
    }

    private HealthReport report(int resource, Instant at, long illFor, boolean news) {
        boolean ill = illFor > 0;
        double score = ill ? 18 : 93;
        return new HealthReport(
                new Resource("web-%06d".formatted(resource), "pod", "web-" + resource / GROUP_SIZE, Map.of()),
                at,
                ResourceStatus.RUNNING,
                HealthLevel.of(score),
                score,
                ill ? 900 : 2,
                ill ? 60 : 12,
                ill ? LEAKING : SOUND,
                List.of(),
                FORECASTS,
                List.of(),
                null,
                QUALITY,
                ill ? OPINION : null,
                ill ? new Incident(at.minus(interval.multipliedBy(illFor - 1)), false) : null,
                illFor > 1 ? 18 : 93,
                (int) Math.min(Integer.MAX_VALUE, Math.max(0, -illFor)),
                news);
    }
}
