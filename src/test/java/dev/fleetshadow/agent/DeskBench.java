package dev.fleetshadow.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fleetshadow.action.AllowedAction;
import dev.fleetshadow.action.ArgumentRule;
import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.settings.AgentSettings;
import dev.fleetshadow.telemetry.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A desk whose one action writes down the arguments it is given, so that tests see what was carried out, and how often. */
final class DeskBench implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");
    static final SigningKey KEY = SigningKey.generate();
    static final Resource RESOURCE = new Resource("web-042", "host", "web/eu-1a", Map.of());
    static final int QUEUE = 4;
    static final int MOST_BYTES = 8 << 10;

    final Path directory;
    final Path done;
    final Path keys;
    final Stores stores;
    final CommandDesk desk;
    private Instant now = NOW;

    DeskBench(Path directory, ArgumentRule rule) throws IOException {
        this.directory = directory;
        this.done = directory.resolve("done");
        this.keys = Files.createDirectories(directory.resolve("keys"));
        Files.writeString(
                keys.resolve(KEY.verifying().id() + ".pub"), KEY.verifying().text());
        this.stores = Stores.open(directory.resolve("state"), 1 << 20);
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        AllowedAction action = new AllowedAction(
                "note",
                List.of("/bin/sh", program(directory).toString(), done.toString(), "{service}"),
                Map.of("service", rule),
                Duration.ofSeconds(20),
                directory.toString(),
                Map.of("PATH", "/usr/bin:/bin"));
        AgentSettings.Orders orders = new AgentSettings.Orders(List.of(action), keys, false, QUEUE, MOST_BYTES);
        desk = new CommandDesk(RESOURCE, orders, Authenticity.of(orders, clock), stores, new Meters(), clock);
        desk.resume();
    }

    /** One that takes any text its first checks let through. */
    static ArgumentRule anything() {
        return new ArgumentRule(true, Pattern.compile(".*"), List.of(), Double.NaN, Double.NaN, 200, false);
    }

    static RemediationRequest command(String id, String service) {
        return command(id, RESOURCE, "note", Map.of("service", service));
    }

    static RemediationRequest command(String id, Resource resource, String action, Map<String, String> parameters) {
        return new RemediationRequest(
                id,
                resource,
                action,
                parameters,
                NOW,
                NOW.plusSeconds(600),
                1,
                "memory-exhaustion",
                "d-1",
                23,
                List.of());
    }

    void at(Instant later) {
        now = later;
    }

    void hear(RemediationRequest command) {
        hear(SignedCommand.encode(command, KEY));
    }

    void hear(String command) {
        hear(command.getBytes(UTF_8));
    }

    void hear(byte[] command) {
        desk.command(command, () -> {});
    }

    /** Carries out all that waits, and returns what was said. */
    List<RemediationOutcome> said() throws Exception {
        Thread worker = new Thread(() -> {
            try {
                desk.work();
            } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
            }
        });
        worker.start();
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!desk.idle() && System.nanoTime() < patience) {
            worker.join(20);
        }
        desk.end();
        worker.join(30_000);
        return sent();
    }

    List<RemediationOutcome> sent() throws Exception {
        List<RemediationOutcome> outcomes = new ArrayList<>();
        if (stores.spool().waiting() > 0) {
            for (SpoolSegment.Kept kept : stores.spool().take(10_000, 1 << 20)) {
                outcomes.add(OutcomeJson.decode(kept.letter().value()));
            }
        }
        return outcomes;
    }

    List<RemediationOutcome> answers() throws Exception {
        return said().stream().filter(outcome -> outcome.state().closing()).toList();
    }

    /** The last argument of every time the program was run. */
    List<String> executed() throws IOException {
        return Files.exists(done) ? Files.readAllLines(done) : List.of();
    }

    static List<CommandState> states(List<RemediationOutcome> outcomes) {
        return outcomes.stream().map(RemediationOutcome::state).toList();
    }

    @Override
    public void close() throws IOException {
        stores.close();
    }

    private static Path program(Path directory) throws IOException {
        return Files.writeString(directory.resolve("note.sh"), "printf '%s\\n' \"$2\" >> \"$1\"\n");
    }
}
