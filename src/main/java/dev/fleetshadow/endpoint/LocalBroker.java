package dev.fleetshadow.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Gives the demo a real Kafka broker where none is installed, in a JVM of its own so that broker and job do not share a
 * heap.
 *
 * <p>Everything lives on the loopback interface and in a temporary directory, and is gone after {@link #close}. If this
 * process ends without it, even by force, the broker notices, ends and removes its directory. Ctrl-C in the terminal
 * does not reach the broker: whoever still writes to it while shutting down can.
 */
public final class LocalBroker implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int LOG_TAIL_LINES = 30;

    /** Signals ignored before {@code exec} stay ignored, the JVM respects that. */
    private static final List<String> WITHOUT_TERMINAL_SIGNALS =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final TemporaryDirectory directory;
    private final Process process;
    private final String bootstrapServers;

    private LocalBroker(TemporaryDirectory directory, Process process, String bootstrapServers) {
        this.directory = directory;
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** Returns when the broker takes requests; fails with the end of its log if it does not come up. */
    public static LocalBroker start() throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create();
        Path log = directory.path().resolve("broker.log");
        Process process = new ProcessBuilder(command(directory.path()))
                .redirectError(log.toFile())
                .start();
        try {
            return new LocalBroker(directory, process, awaitReady(process, log));
        } catch (IOException | RuntimeException failure) {
            process.destroyForcibly();
            stop(process);
            directory.close();
            throw failure;
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates topics with the given numbers of partitions and returns when they exist. */
    public void createTopics(Map<String, Integer> partitionsByTopic) throws IOException {
        List<NewTopic> topics = new ArrayList<>();
        partitionsByTopic.forEach(
                (topic, partitions) -> topics.add(new NewTopic(topic, Optional.of(partitions), Optional.empty())));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            ReadyTopics.create(admin, topics, START_LIMIT.toSeconds());
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("cannot create the topics " + partitionsByTopic.keySet(), failure);
        } catch (InterruptedException interruption) {
            throw interrupted(interruption);
        }
    }

    @Override
    public void close() throws IOException {
        stop(process);
        directory.close();
    }

    private static List<String> command(Path directory) {
        List<String> command = new ArrayList<>(WITHOUT_TERMINAL_SIGNALS);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(SingleNodeBroker.class.getName(), directory.toString()));
        return command;
    }

    private static String awaitReady(Process process, Path log) throws IOException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread reader = new Thread(() -> answer.complete(firstLine(process)), "local-broker-start");
        reader.setDaemon(true);
        reader.start();
        try {
            String line = answer.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (line.startsWith(SingleNodeBroker.READY)) {
                return line.substring(SingleNodeBroker.READY.length());
            }
            throw new IOException("The local broker ended while starting. " + tail(log));
        } catch (TimeoutException timeout) {
            throw new IOException(
                    "The local broker is not up after " + START_LIMIT.toSeconds() + " s. " + tail(log), timeout);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interruption) {
            throw interrupted(interruption);
        }
    }

    /** Empty if the broker ended without a word. */
    private static String firstLine(Process process) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            return line == null ? "" : line;
        } catch (IOException ended) {
            return "";
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        List<String> last = lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
        return last.isEmpty() ? "Its log is empty." : "The end of its log:\n" + String.join("\n", last);
    }

    private static void stop(Process process) throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interruption) {
            process.destroyForcibly();
            throw interrupted(interruption);
        }
    }

    private static IOException interrupted(InterruptedException interruption) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while waiting for the local broker", interruption);
    }
}
