package dev.fleetshadow.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.fleetshadow.codec.HealthJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * What the responding half of the job bears, from health reports to commands: how many reports a second with a usual share
 * of unwell resources, and a storm in which a fifth of the fleet falls within a minute.
 */
public final class RespondBenchmark {

    private static final Path RESULTS = Path.of("target", "bench-respond.json");
    private static final double USUAL_SHARE = 0.01;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final long ENDLESS = 4_000_000_000L;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    private static final int STORM_FLEET = 50_000;
    private static final int STORM_STRUCK = 10_000;
    private static final int STORM_RATE = 20_000;
    private static final Duration STORM_AFTER = Duration.ofSeconds(60);
    private static final Duration STORM_WITHIN = Duration.ofSeconds(60);
    private static final Duration STORM_WATCHED = Duration.ofSeconds(300);
    private static final Duration STORM_GOES_ON = Duration.ofSeconds(60);

    private static final List<String> BACKENDS = List.of("rocksdb", "hashmap");

    private RespondBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.out.println(Machine.inWords());
        List<Map<String, Object>> results = new ArrayList<>();
        if (args.length == 0 || args[0].equals("decode")) {
            results.add(decoding());
        }
        if (args.length == 0 || args[0].equals("throughput")) {
            throughputs(results);
        }
        if (args.length == 0 || args[0].equals("storm")) {
            storms(results);
        }
        Files.write(
                RESULTS,
                new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsBytes(Map.of("machine", Machine.inWords(), "results", results)));
        System.out.println("written to " + RESULTS);
    }

    /** What the response costs on top of the following where it is a job of its own: one thread. */
    private static Map<String, Object> decoding() throws Exception {
        HealthFeed feed = new HealthFeed(1, ENDLESS, INTERVAL, Trouble.inTurn(1_000, USUAL_SHARE));
        List<byte[]> reports = new ArrayList<>();
        long bytes = 0;
        for (long number = 0; number < 10_000; number++) {
            reports.add(HealthJson.encode(feed.map(number)));
            bytes += reports.get(reports.size() - 1).length;
        }
        double micros = 0;
        int attended = 0;
        // The first rounds only warm up.
        for (int round = 0; round < 50; round++) {
            long begun = System.nanoTime();
            for (byte[] report : reports) {
                attended += HealthJson.decode(report).needsAttention() ? 1 : 0;
            }
            micros = (System.nanoTime() - begun) / 1e3 / reports.size();
        }
        System.out.printf(
                "%nreading a report of %d bytes from JSON: %.1f µs (%d of %d need attention)%n",
                bytes / reports.size(), micros, attended / 50, reports.size());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("benchmark", "decode");
        result.put("bytesPerReport", bytes / reports.size());
        result.put("microsPerReport", micros);
        return result;
    }

    private static void throughputs(List<Map<String, Object>> results) throws Exception {
        System.out.printf(
                "%nthroughput: %.0f %% of the resources unwell at any time, for %d reports each; a report every %s;"
                        + " shipped policy, mode enforce%n",
                100 * USUAL_SHARE, Trouble.EPISODE, INTERVAL);
        System.out.printf(
                "%9s %-8s %11s %12s %14s %16s %10s %10s%n",
                "resources",
                "state",
                "parallelism",
                "reports/s",
                "CPU µs/report",
                "reports/s·core",
                "diagnoses",
                "commands");
        for (int resources : List.of(5_000, 100_000)) {
            for (String backend : BACKENDS) {
                for (int parallelism : List.of(1, 2)) {
                    results.add(throughput(resources, backend, parallelism));
                }
            }
        }
    }

    private static Map<String, Object> throughput(int resources, String backend, int parallelism) throws Exception {
        HealthFeed feed = new HealthFeed(parallelism, ENDLESS, INTERVAL, Trouble.inTurn(resources, USUAL_SHARE));
        try (RespondRun run = new RespondRun(backend, parallelism, feed, ENDLESS, RateLimiterStrategy.noOp())) {
            // Until the whole fleet has announced itself there is nothing usual about it.
            run.await(Duration.ofMinutes(2), () -> HealthFeed.MADE.sum() > 2L * resources);
            run.await(WARM_UP, () -> false);
            long made = HealthFeed.MADE.sum();
            long diagnoses = DiscardingEndpoints.DIAGNOSES.sum();
            long commands = DiscardingEndpoints.COMMANDS.sum();
            long processor = run.processorNanos();
            long begun = System.nanoTime();
            run.await(MEASURED, () -> false);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long reports = HealthFeed.MADE.sum() - made;
            double micros = (run.processorNanos() - processor) / 1e3 / reports;
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("benchmark", "throughput");
            result.put("resources", resources);
            result.put("state", backend);
            result.put("parallelism", parallelism);
            result.put("reportsPerSecond", reports / seconds);
            result.put("processorMicrosPerReport", micros);
            result.put("reportsPerSecondAndCore", 1e6 / micros);
            result.put("diagnoses", DiscardingEndpoints.DIAGNOSES.sum() - diagnoses);
            result.put("commands", DiscardingEndpoints.COMMANDS.sum() - commands);
            System.out.printf(
                    "%9d %-8s %11d %,12.0f %14.2f %,16.0f %10d %10d%n",
                    result.values().stream().skip(1).toArray());
            return result;
        }
    }

    private static void storms(List<Map<String, Object>> results) throws Exception {
        System.out.printf(
                "%nstorm: %,d of %,d resources fall within %d s, %,d reports a second in real time; parallelism 2,"
                        + " shipped policy, mode enforce%n",
                STORM_STRUCK, STORM_FLEET, STORM_WITHIN.toSeconds(), STORM_RATE);
        for (String backend : BACKENDS) {
            results.add(storm(backend));
        }
    }

    private static Map<String, Object> storm(String backend) throws Exception {
        Duration interval = Duration.ofNanos(1_000_000_000L * STORM_FLEET / STORM_RATE);
        Trouble trouble = Trouble.storm(
                STORM_FLEET,
                (double) STORM_STRUCK / STORM_FLEET,
                STORM_AFTER.dividedBy(interval),
                STORM_WITHIN.dividedBy(interval));
        HealthFeed feed = new HealthFeed(2, ENDLESS, interval, trouble);
        try (RespondRun run = new RespondRun(backend, 2, feed, ENDLESS, RateLimiterStrategy.perSecond(STORM_RATE))) {
            run.await(STORM_AFTER.multipliedBy(3), () -> HealthFeed.FIRST_ILL_NANOS.get() > 0);
            Map<String, RespondRun.Strain> before = run.strains();
            long made = HealthFeed.MADE.sum();
            boolean all = run.await(STORM_WATCHED, () -> DiscardingEndpoints.DIAGNOSES.sum() >= STORM_STRUCK);
            run.await(STORM_GOES_ON, () -> false);
            long diagnosed = DiscardingEndpoints.DIAGNOSES.sum();
            double seconds = (DiscardingEndpoints.LAST_DIAGNOSIS_NANOS.get() - HealthFeed.FIRST_ILL_NANOS.get()) / 1e9;
            double watched = (System.nanoTime() - HealthFeed.FIRST_ILL_NANOS.get()) / 1e9;
            double rate = (HealthFeed.MADE.sum() - made) / watched;
            Map<String, RespondRun.Strain> after = run.strains();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("benchmark", "storm");
            result.put("state", backend);
            result.put("struck", STORM_STRUCK);
            result.put("diagnosed", diagnosed);
            result.put("firstSymptomToLastDiagnosisSeconds", seconds);
            result.put("longestDelaySeconds", DiscardingEndpoints.LONGEST_DELAY_NANOS.get() / 1e9);
            result.put("reportsPerSecond", rate);
            result.put("otherDiagnoses", DiscardingEndpoints.OTHER_DIAGNOSES.sum());
            result.put("commands", DiscardingEndpoints.COMMANDS.sum());
            result.put("auditEntries", DiscardingEndpoints.AUDIT.sum());
            System.out.printf(
                    "%n%s: %,d of %,d diagnosed%s; last diagnosis %.1f s after the first symptom, at most %.1f s after its"
                            + " own report; %,.0f reports/s; a minute later %,d other diagnoses, %,d"
                            + " commands, %,d audit entries%n",
                    backend,
                    diagnosed,
                    STORM_STRUCK,
                    all ? "" : " when the time was up",
                    seconds,
                    DiscardingEndpoints.LONGEST_DELAY_NANOS.get() / 1e9,
                    rate,
                    DiscardingEndpoints.OTHER_DIAGNOSES.sum(),
                    DiscardingEndpoints.COMMANDS.sum(),
                    DiscardingEndpoints.AUDIT.sum());
            System.out.printf("  %-80s %12s %16s%n", "tasks, over both", "busy ms", "held up ms");
            List<Map<String, Object>> tasks = new ArrayList<>();
            after.forEach((name, strain) -> {
                RespondRun.Strain during = strain.since(before.getOrDefault(name, new RespondRun.Strain(0, 0)));
                System.out.printf(
                        "  %-80s %,12d %,16d%n",
                        name.substring(0, Math.min(80, name.length())), during.busyMillis(), during.heldUpMillis());
                tasks.add(Map.of(
                        "tasks", name, "busyMillis", during.busyMillis(), "heldUpMillis", during.heldUpMillis()));
            });
            result.put("tasks", tasks);
            return result;
        }
    }
}
