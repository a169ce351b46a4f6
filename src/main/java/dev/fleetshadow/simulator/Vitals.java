package dev.fleetshadow.simulator;

import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes the metrics of one service: a daily load with noise, everything else following the load in its own way, and the
 * marks that a fault leaves on them.
 *
 * <p>Noise is autocorrelated, memory saws with garbage collection, the disk swells with the day's logs, and some
 * times a day something harmless happens (a backup, a batch run).
 */
final class Vitals {

    private static final double MINUTES_PER_DAY = 1440;
    private static final double LOAD_PERSISTENCE = 0.97;
    private static final double EVENTS_PER_DAY = 24;
    private static final double MEAN_EVENT_SIZE = 0.12;

    private static final double FADING = 0.9;
    private static final double DRAINED = 0.9;
    private static final double WARM_UP_CPU = 0.3;
    private static final double WARM_UP_DISK = 6;

    private final SplittableRandom random;
    private final double phaseMinutes;
    private final double loadLevel;
    private final double memoryLevel;
    private final double diskLevel;
    private final double collectEveryMinutes;
    private final double requestsPerSecond;
    private final boolean packetsCounted;
    private double loadNoise;
    private double eventMinutesLeft;
    private double eventSize;
    /** Share of traffic that is taken elsewhere; fades. */
    private double redirected;
    /** Share of traffic that is taken over from others; fades. */
    private double takenOver;
    /** How fresh the process is after a restart, 1 to 0; fades. */
    private double restarted;
    /** How far caches and compiled code are from what they are in full service, 1 to 0; fades. */
    private double cold;

    /**
     * Draws a service.
     *
     * @param packetsCounted whether it tells the share of packets that get lost, too
     */
    Vitals(SplittableRandom random, double groupPhaseMinutes, boolean packetsCounted) {
        this.random = random;
        this.packetsCounted = packetsCounted;
        phaseMinutes = groupPhaseMinutes + 30 * random.nextDouble();
        loadLevel = 0.35 + 0.1 * random.nextDouble();
        memoryLevel = 0.42 + 0.12 * random.nextDouble();
        diskLevel = 0.4 + 0.2 * random.nextDouble();
        collectEveryMinutes = 25 + 20 * random.nextDouble();
        requestsPerSecond = 300 + 400 * random.nextDouble();
    }

    private Vitals(Vitals other, SplittableRandom random) {
        this.random = random;
        phaseMinutes = other.phaseMinutes;
        loadLevel = other.loadLevel;
        memoryLevel = other.memoryLevel;
        diskLevel = other.diskLevel;
        collectEveryMinutes = other.collectEveryMinutes;
        requestsPerSecond = other.requestsPerSecond;
        packetsCounted = other.packetsCounted;
        loadNoise = other.loadNoise;
        eventMinutesLeft = other.eventMinutesLeft;
        eventSize = other.eventSize;
        redirected = other.redirected;
        takenOver = other.takenOver;
        restarted = other.restarted;
        cold = other.cold;
    }

    /** The same at this moment, with other noise to come. */
    Vitals copy(SplittableRandom noise) {
        return new Vitals(this, noise);
    }

    void moveTraffic(double share) {
        redirected = share;
    }

    void takeOver(double share) {
        takenOver += share;
    }

    void restart() {
        restarted = 1;
    }

    /** What a phase of life does to the metrics for as long as it lasts. */
    void enter(ResourceStatus phase) {
        switch (phase) {
            case DRAINING -> moveTraffic(DRAINED);
            case PROVISIONING -> {
                restart();
                cold = 1;
            }
            case RUNNING, DEGRADED, STOPPED, FAILED -> {}
        }
    }

    /** The metrics at a moment. */
    Map<String, Double> at(Instant now, double intervalMinutes, Marks marks) {
        double minute = now.getEpochSecond() / 60.0;
        double load = load(minute, intervalMinutes);
        double event = event(intervalMinutes);

        double sawtooth = (minute / collectEveryMinutes) % 1;
        double memory = memoryLevel + 0.06 * load + 0.03 * sawtooth + noise(0.004) - 0.05 * restarted;
        memory += marks.leak() * (0.97 - memory);
        double swap = Math.max(0, marks.leak() - 0.85) * 2;
        double cpu = 0.06 + 0.75 * load + 0.15 * event + noise(0.015) + WARM_UP_CPU * cold;
        cpu += marks.runaway() * (0.98 - cpu);
        double rotation = (minute / MINUTES_PER_DAY) % 1;
        double disk = diskLevel + 0.01 * Math.sin(Math.PI * rotation) + noise(0.0007);
        disk += marks.filling() * (0.985 - disk);
        double slow = 1 + 3 * marks.creep() + 1.5 * marks.runaway() * marks.runaway() + 2 * swap + 0.2 * restarted;
        slow += 2 * marks.grinding() + 1.5 * marks.lossy();
        double latency = (0.05 + 0.12 * load * load) * slow * Math.exp(noise(0.05));
        double diskTime = (2 + 6 * load + 3 * event + 20 * Math.max(0, marks.filling() - 0.9)) * Math.exp(noise(0.15));
        diskTime *= 1 + 12 * marks.grinding() + WARM_UP_DISK * cold;
        double errors =
                0.002 * Math.exp(noise(0.3)) + 0.05 * Math.max(0, marks.failing() - 0.9) + 0.006 * marks.lossy();
        double through = 1 - 0.7 * marks.lossy();

        Map<String, Double> metrics = new HashMap<>();
        metrics.put("system.cpu.utilization", ratio(cpu));
        metrics.put("system.memory.utilization", ratio(memory));
        metrics.put("system.paging.utilization", ratio(swap));
        metrics.put("system.filesystem.utilization", ratio(disk));
        metrics.put("system.disk.operation_time", Math.max(0.1, diskTime));
        metrics.put("system.network.io", Math.max(0, 4e6 * load * Math.exp(noise(0.03))) * through);
        metrics.put("app.request.rate", Math.max(0, requestsPerSecond * load * Math.exp(noise(0.02))) * through);
        metrics.put("app.request.latency.p99", latency);
        metrics.put("app.error.ratio", ratio(errors));
        metrics.put("process.threads", Math.max(1, Math.rint(60 + 80 * load + 120 * marks.creep() + noise(2))));
        if (packetsCounted) {
            double lost = 0.001 * Math.exp(noise(0.25)) + 0.03 * marks.lossy();
            metrics.put("system.network.dropped.ratio", ratio(lost));
        }
        fade(intervalMinutes);
        return metrics;
    }

    private double load(double minute, double intervalMinutes) {
        double persistence = Math.pow(LOAD_PERSISTENCE, intervalMinutes);
        loadNoise = persistence * loadNoise + noise(0.03 * Math.sqrt(1 - persistence * persistence));
        double day = Math.sin(2 * Math.PI * (minute + phaseMinutes) / MINUTES_PER_DAY);
        return Math.max(0.02, (loadLevel * (1 + 0.45 * day) + loadNoise) * (1 - redirected + takenOver));
    }

    private double event(double intervalMinutes) {
        if (eventMinutesLeft <= 0 && random.nextDouble() < EVENTS_PER_DAY * intervalMinutes / MINUTES_PER_DAY) {
            eventMinutesLeft = 5 + 20 * random.nextDouble();
            // Mostly small, now and then large.
            eventSize = Math.min(1, -MEAN_EVENT_SIZE * Math.log(1 - random.nextDouble()));
        }
        eventMinutesLeft -= intervalMinutes;
        return eventMinutesLeft > 0 ? eventSize : 0;
    }

    private void fade(double intervalMinutes) {
        redirected = faded(redirected, FADING, intervalMinutes);
        takenOver = faded(takenOver, FADING, intervalMinutes);
        restarted = faded(restarted, 0.85, intervalMinutes);
        cold = faded(cold, 0.75, intervalMinutes);
    }

    private static double faded(double share, double aMinute, double minutes) {
        return share < 0.01 ? 0 : share * Math.pow(aMinute, minutes);
    }

    private double noise(double deviation) {
        return deviation * random.nextGaussian();
    }

    private static double ratio(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
