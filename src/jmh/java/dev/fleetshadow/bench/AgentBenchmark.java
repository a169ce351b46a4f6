package dev.fleetshadow.bench;

import com.sun.net.httpserver.HttpServer;
import dev.fleetshadow.endpoint.LocalBroker;
import dev.fleetshadow.endpoint.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Measures what a running agent takes of its machine; see {@code scripts/bench-agent}. */
final class AgentBenchmark {

    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final int SERVICES = 3;
    private static final int APPLICATION_METRICS = 300;

    /** Of Linux' process statistics. */
    private static final double TICKS_PER_SECOND = 100;

    private AgentBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Duration measured = Duration.ofMinutes(arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]));
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-agent-");
        System.out.println(Machine.inWords());
        try (LocalBroker broker = LocalBroker.start();
                Children children = new Children()) {
            broker.createTopics(Arrays.stream(Topic.values())
                    .collect(Collectors.toMap(topic -> topic.named("fleet."), topic -> 4)));
            HttpServer application = application();
            try {
                for (int i = 0; i < SERVICES; i++) {
                    long pid = children.start(List.of("sleep", Long.toString(measured.toSeconds() + 600)));
                    Files.writeString(directory.resolve("service-" + i + ".pid"), Long.toString(pid));
                }
                Path config = Files.writeString(
                        directory.resolve("agent.yaml"),
                        config(
                                directory,
                                broker.bootstrapServers(),
                                application.getAddress().getPort()));
                long agent = children.start(List.of("scripts/fleet-shadow-agent", "--config", config.toString()));
                measure(agent, measured);
            } finally {
                application.stop(0);
            }
        }
    }

    private static void measure(long agent, Duration measured) throws Exception {
        TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
        double before = processorSeconds(agent);
        long begun = System.nanoTime();
        long largest = 0;
        while (System.nanoTime() - begun < measured.toNanos()) {
            largest = Math.max(largest, residentKilobytes(agent));
            TimeUnit.SECONDS.sleep(1);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double used = processorSeconds(agent) - before;
        System.out.printf(
                Locale.ROOT,
                "agent: interval 10 s, %d services, %d metrics of an application, %.0f s after %d s of warming up%n",
                SERVICES,
                APPLICATION_METRICS,
                seconds,
                WARM_UP.toSeconds());
        System.out.printf(Locale.ROOT, "resident memory: at most %.1f MB%n", largest / 1024.0);
        System.out.printf(Locale.ROOT, "processor: %.2f %% of one core (%.2f s in all)%n", 100 * used / seconds, used);
    }

    private static String config(Path directory, String brokers, int port) {
        StringBuilder yaml = new StringBuilder("brokers: {bootstrap-servers: \"" + brokers + "\"}\n");
        yaml.append("resource: {id: bench, group: bench}\ninterval: PT10S\ndirectory: ")
                .append(directory.resolve("state"))
                .append("\nservices:\n");
        for (int i = 0; i < SERVICES; i++) {
            yaml.append(
                    "  - {name: service-%d, pid-file: %s}%n".formatted(i, directory.resolve("service-" + i + ".pid")));
        }
        return yaml.append("metrics:\n  - {name: app, url: \"http://127.0.0.1:%d/metrics\"}%n".formatted(port))
                .append(
                        "actions:\n  - {id: restart-service, run: [\"true\", \"{service}\"], parameters: {service: {}}}\n")
                .append("commands: {accept-unsigned: true}\n")
                .toString();
    }

    private static HttpServer application() throws IOException {
        AtomicLong round = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/metrics", exchange -> {
            long value = round.incrementAndGet();
            StringBuilder text = new StringBuilder("# TYPE requests_total counter\n# TYPE level gauge\n");
            for (int i = 0; i < APPLICATION_METRICS / 2; i++) {
                text.append("requests_total{route=\"/r%d\"} %d%n".formatted(i, value * i));
                text.append("level{part=\"p%d\"} %d%n".formatted(i, value % (i + 7)));
            }
            byte[] answer = text.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
        return server;
    }

    private static double processorSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private static long residentKilobytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findAny()
                .orElseThrow(() -> new IOException("the agent has ended"));
    }
}
