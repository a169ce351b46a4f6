package dev.fleetshadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.action.TrustedKeys;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.DiagnosisJson;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.stream.Collectd;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * On this machine, for real: collectd and the agent report through a broker to the job; a process leaks memory, the agent
 * foresees it, the job diagnoses it and has it restarted, and the score says that this has helped.
 *
 * <p>What is normal takes days to learn. They are made of what the agent reported in half a minute, drawn again and again.
 */
class OneMachineIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final String SERVICE = "checkout";
    private static final int REPORTS = 30;
    private static final int LAST_WORDS = 5;
    private static final Duration HISTORY = Duration.ofDays(8);
    private static final Duration HISTORY_INTERVAL = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    static Path directory;

    @Test
    void aProcessThatLeaksIsForeseenRestartedAndSeenToRecover() throws Exception {
        BROKER.createTopics(
                Stream.concat(Stream.of("hosts"), Arrays.stream(Topic.values()).map(FleetTopics::name))
                        .toArray(String[]::new));
        try (LocalService service = LocalService.start(directory, SERVICE);
                Collectd collectd = Collectd.start(directory, "vm-1", BROKER.bootstrapServers(), "hosts")) {
            int days = rememberDaysOf(usual(service));
            JobClient job = job();
            try (AgentProcess agent = AgentProcess.start(directory, "agent", yaml(service, "fleet."))) {
                await(Topic.HEALTH, records -> records.size() > days);
                long leaking = service.pid();
                service.leak();

                Diagnosis diagnosis = DiagnosisJson.decode(first(Topic.DIAGNOSES, agent));
                assertThat(diagnosis.failureMode()).isEqualTo("memory-exhaustion");
                assertThat(diagnosis.resource().id()).isEqualTo(SERVICE);
                SignedCommand command = SignedCommand.decode(first(Topic.COMMANDS, agent));
                assertThat(new TrustedKeys(List.of(KEY.verifying())).refusal(command.signed(), command.signature()))
                        .isEmpty();
                assertThat(command.request().action()).isEqualTo("restart-service");
                assertThat(await(Topic.OUTCOMES, OneMachineIT::succeeded))
                        .as(agent.log())
                        .anyMatch(record -> succeeded(List.of(record)));
                assertThat(service.pid()).isNotEqualTo(leaking);
                assertThat(foreseenBefore(diagnosis.at()))
                        .as("the agent's own prediction")
                        .isTrue();

                List<AuditKind> trail = await(Topic.AUDIT, FleetTopics.has(AuditKind.VERIFIED)).stream()
                        .map(record -> FleetTopics.audit(record).kind())
                        .toList();
                assertThat(trail)
                        .containsSubsequence(
                                AuditKind.DIAGNOSED, AuditKind.SENT, AuditKind.SUCCEEDED, AuditKind.VERIFIED);
            } finally {
                end(job);
            }
            assertThat(explained())
                    .contains("memory-exhaustion", "restart-service", "service.checkout.memory", "verified");
            assertThat(BROKER.readToEnd(FleetTopics.name(Topic.HEALTH), IsolationLevel.READ_COMMITTED))
                    .as(collectd.log())
                    .anyMatch(record -> record.key().equals("vm-1"));
        }
        assertThat(BROKER.readToEnd(FleetTopics.name(Topic.DEADLETTER), IsolationLevel.READ_COMMITTED))
                .isEmpty();
    }

    /** What the agent reports while nothing is wrong, heard on topics that the job does not read. */
    private static List<StatusUpdate> usual(LocalService service) throws Exception {
        BROKER.createTopics("probe.status", "probe.outcomes", "probe.commands", "probe.control");
        try (AgentProcess agent = AgentProcess.start(directory, "probe", yaml(service, "probe."))) {
            List<StatusUpdate> reports = BROKER
                    .read("probe.status", IsolationLevel.READ_COMMITTED, heard -> heard.size() >= REPORTS, PATIENCE)
                    .stream()
                    .map(record -> update(record.value()))
                    .toList();
            assertThat(reports).as(agent.log()).hasSizeGreaterThanOrEqualTo(REPORTS);
            // The first has no rates yet.
            return reports.subList(1, reports.size());
        }
    }

    private static int rememberDaysOf(List<StatusUpdate> usual) {
        SplittableRandom random = new SplittableRandom(1);
        int reports = (int) HISTORY.dividedBy(HISTORY_INTERVAL);
        Instant begin = Instant.now().minus(HISTORY);
        for (int i = 0; i < reports; i++) {
            StatusUpdate drawn = usual.get(random.nextInt(usual.size()));
            Instant at = begin.plus(HISTORY_INTERVAL.multipliedBy(i));
            StatusUpdate update = StatusUpdate.running(drawn.resource(), at, drawn.metrics());
            BROKER.send(FleetTopics.name(Topic.STATUS), SERVICE, StatusJson.encode(update), at.toEpochMilli());
        }
        return reports;
    }

    private static JobClient job() throws Exception {
        Configuration config = ShippedJob.configuration(BROKER);
        config.set(
                FleetShadowOptions.SIGNING_KEY_FILE,
                Files.writeString(directory.resolve("job.key"), KEY.text()).toString());
        config.setString("fleet-shadow.kafka.intake", "fleet.status:fleet,hosts:collectd");
        config.setString("fleet-shadow.gather.interval", "2 s");
        config.setString("fleet-shadow.policy", policy().toString());
        config.setString("fleet-shadow.lateness", "1 s");
        return ShippedJob.start(config);
    }

    private static Path policy() throws IOException {
        return Files.writeString(directory.resolve("policy.yaml"), fromTheReadme("policy"));
    }

    /** Fails with what has ended it, if it has ended by itself. */
    private static void end(JobClient job) throws Exception {
        if (job.getJobExecutionResult().isDone()) {
            job.getJobExecutionResult().get();
        }
        job.cancel().get();
    }

    private static String yaml(LocalService service, String prefix) throws IOException {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        Files.writeString(keys.resolve("job.pub"), KEY.verifying().text());
        return replaced(
                fromTheReadme("agent"),
                Map.of(
                        "bootstrap-servers: \"HOST:PORT\"",
                        "bootstrap-servers: \"%s\", topic-prefix: %s".formatted(BROKER.bootstrapServers(), prefix),
                        "directory: /var/lib/fleet-shadow-agent/checkout",
                        "interval: PT1S\ndirectory: " + directory.resolve("state-of-" + prefix),
                        "/run/checkout.pid",
                        service.pidFile().toString(),
                        "/usr/local/bin/restart-checkout",
                        service.restartProgram().toString(),
                        "/etc/fleet-shadow/keys",
                        keys.toString()));
    }

    /** What a user would copy. */
    private static String fromTheReadme(String what) throws IOException {
        Matcher block = Pattern.compile("<!-- one machine: " + what + " -->\\s*```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String replaced(String text, Map<String, String> by) {
        String replaced = text;
        for (Map.Entry<String, String> change : by.entrySet()) {
            assertThat(replaced).contains(change.getKey());
            replaced = replaced.replace(change.getKey(), change.getValue());
        }
        return replaced;
    }

    private static byte[] first(Topic topic, AgentProcess agent) throws IOException {
        var records = await(topic, found -> !found.isEmpty());
        assertThat(records)
                .as(() -> "%s; the agent says: %s%nand at last: %s".formatted(topic, agent.log(), lastWords()))
                .isNotEmpty();
        return records.get(0).value();
    }

    private static String lastWords() {
        return Stream.of(Topic.STATUS, Topic.HEALTH)
                .flatMap(topic -> {
                    var records = BROKER.readToEnd(FleetTopics.name(topic), IsolationLevel.READ_COMMITTED).stream()
                            .filter(record -> record.key().equals(SERVICE))
                            .toList();
                    return records.subList(Math.max(0, records.size() - LAST_WORDS), records.size()).stream();
                })
                .map(record -> new String(record.value(), UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private static List<ConsumerRecord<String, byte[]>> await(
            Topic topic, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        return BROKER.read(FleetTopics.name(topic), IsolationLevel.READ_COMMITTED, enough, PATIENCE);
    }

    private static boolean foreseenBefore(Instant diagnosed) {
        return BROKER.readToEnd(FleetTopics.name(Topic.STATUS), IsolationLevel.READ_COMMITTED).stream()
                .map(record -> update(record.value()))
                .anyMatch(update -> update.prediction() != null
                        && update.prediction().failureMode().equals("memory-exhaustion")
                        && update.observedAt().isBefore(diagnosed));
    }

    private static String explained() throws Exception {
        Process process = new ProcessBuilder(
                        "scripts/fleet-shadow", "explain", SERVICE, "--bootstrap-servers", BROKER.bootstrapServers())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String page = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(page).isZero();
        return page;
    }

    private static boolean succeeded(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().anyMatch(record -> outcome(record).state() == CommandState.SUCCESS);
    }

    private static RemediationOutcome outcome(ConsumerRecord<String, byte[]> record) {
        try {
            return OutcomeJson.decode(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StatusUpdate update(byte[] value) {
        try {
            return StatusJson.decode(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
