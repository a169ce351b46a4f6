package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.cli.Operator.Answer;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.codec.ControlJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An operator rules a running job from the command line, over a real broker. */
class OperatorIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final String POLICY = """
            guardrails:
              mode: approve
              trust:
                - {groups: [pay], mode: enforce}
              in-flight: 1000
              per-hour: 1000
              approval-within: P1D
              disabled: [healthy-share, flapping]
            failure-domains: {at-least: 1000}
            breaker: {at-least: 1000000}
            failure-modes:
              - id: crash
                description: it says that it has failed
                release: 2
                stages: [{status: [failed], held-for: 2}]
            playbooks:
              - for: crash
                steps:
                  - {action: restart-service, expires-after: P1D}
            """;

    @TempDir
    static Path directory;

    private static RunningFleet fleet;
    private static Operator operator;

    @BeforeAll
    static void startTheJob() throws Exception {
        fleet = RunningFleet.start(BROKER, Files.writeString(directory.resolve("policy.yaml"), POLICY));
        operator = new Operator(BROKER.bootstrapServers());
    }

    @AfterAll
    static void stopTheJob() throws Exception {
        fleet.stop();
    }

    @Test
    void aProposalIsApprovedOrDeniedOnceAndEverythingAboutItCanBeExplained() {
        fleet.fails("web", "web-1", "web-2");
        String first = fleet.awaits(AuditKind.PROPOSED, "web-1").commandId();
        String second = fleet.awaits(AuditKind.PROPOSED, "web-2").commandId();

        assertThat(operator.types("explain", "web-1").shown())
                .contains("web-1, resource of group web: crash", "Waits for a person until", "approve " + first);
        Answer approved = operator.orders("approve", first, "--by=ada", "--reason=looks right");
        assertThat(approved.exitCode()).as(approved.complaint()).isZero();
        assertThat(approved.shown()).contains("approved restart-service (ada): looks right", "sent restart-service");
        assertThat(fleet.awaits(AuditKind.SENT, "web-1").commandId()).isEqualTo(first);

        Answer denied = operator.orders("deny", second, "--by=ada");
        assertThat(denied.exitCode()).as(denied.complaint()).isZero();
        assertThat(denied.shown()).contains("declined restart-service (ada)");

        Answer again = operator.orders("approve", first);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.complaint()).contains("command " + first + " does not wait for anybody any more", "sent");
        Answer unknown = operator.orders("approve", "0000");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.complaint()).contains("knows no command 0000", "audit tail --kind proposed");

        assertThat(operator.types("explain", first).shown())
                .contains("← first signs, resource failed", "Command " + first, "Waits for the agent's answer until");
        assertThat(operator.types("explain", second).shown()).contains("Declined: nothing more is done by itself");
        assertThat(operator.types("explain", "bystander").shown()).contains("Nothing was diagnosed.");
        Answer nothing = operator.types("explain", "nobody-1");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.complaint()).contains("nothing is known of nobody-1");
    }

    @Test
    void aPolicyTakesEffectWithoutARestartAndABadOneChangesNothing() throws Exception {
        String mode =
                "  - {id: limping, description: it says so, release: 2, stages: [{status: [degraded], held-for: 2}]}";
        String book = "  - {for: limping, steps: [{action: drain-traffic, expires-after: P1D}]}";
        String better = POLICY.replace("playbooks:", mode + System.lineSeparator() + "playbooks:")
                + book
                + System.lineSeparator();
        Path file = Files.writeString(directory.resolve("better.yaml"), better);
        assertThat(operator.types("policy", "show").shown()).contains("no policy was changed", "failure-modes:");

        Answer applied = operator.orders("policy", "apply", file.toString(), "--by=ada", "--reason=they limp");
        assertThat(applied.exitCode()).as(applied.complaint()).isZero();
        assertThat(applied.shown()).contains("+ failure-modes.limping", "policy changed (ada): they limp");
        fleet.tells(ResourceStatus.RUNNING, 3, "edge", "edge-1").tells(ResourceStatus.DEGRADED, 4, "edge", "edge-1");
        assertThat(fleet.awaits(AuditKind.DIAGNOSED, "edge-1").failureMode()).isEqualTo("limping");

        ControlMessage bad = ControlMessage.policy("guardrails: {mode: fire}", "mallory", "chaos", Instant.now());
        BROKER.send("fleet.control", bad.key(), ControlJson.encode(bad));
        AuditEvent refused = fleet.awaits(entry -> entry.kind() == AuditKind.POLICY_REFUSED);
        assertThat(refused.actor()).isEqualTo("mallory");
        assertThat(refused.reason()).contains("line 1: guardrails.mode: 'fire' is not usable");
        assertThat(operator.types("policy", "show").shown())
                .startsWith("# in force since")
                .contains("by ada: they limp")
                .endsWith(better);
        assertThat(operator.types("policy", "diff", file.toString()).shown()).contains("both say the same");
        fleet.tells(ResourceStatus.RUNNING, 3, "edge", "edge-2").tells(ResourceStatus.DEGRADED, 4, "edge", "edge-2");
        assertThat(fleet.awaits(AuditKind.DIAGNOSED, "edge-2").failureMode()).isEqualTo("limping");
    }

    @Test
    void nothingIsSentOnceAPauseIsASecondOldUntilSomebodyResumes() throws Exception {
        fleet.fails("pay", "pay-0");
        fleet.awaits(AuditKind.SENT, "pay-0");
        CompletableFuture<Answer> pausing = CompletableFuture.supplyAsync(
                () -> operator.orders("pause", "--group=pay", "--reason=release", "--by=ada"));
        int next = 1;
        while (!pausing.isDone()) {
            fleet.fails("pay", "pay-" + next++);
        }
        assertThat(pausing.get().exitCode()).as(pausing.get().complaint()).isZero();
        assertThat(pausing.get().shown()).contains("pay #", "paused (ada): release");
        String last = "pay-" + next;
        fleet.fails("pay", last);
        assertThat(fleet.awaits(AuditKind.WITHHELD, last).guardrail()).isEqualTo("paused");

        AuditEvent paused = fleet.awaits(
                entry -> entry.kind() == AuditKind.PAUSED && entry.group().equals("pay"));
        long pausedAtMillis = fleet.everything(Topic.CONTROL).stream()
                .filter(record -> text(record).contains("\"release\""))
                .findFirst()
                .orElseThrow()
                .timestamp();
        List<AuditEvent> sent = trail(entry -> entry.group().equals("pay") && entry.kind() == AuditKind.SENT);
        assertThat(sent).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.sequence()).isLessThan(paused.sequence());
            assertThat(fleet.toldAtMillis(entry.at())).isLessThanOrEqualTo(pausedAtMillis + 1000);
        });
        assertThat(fleet.everything(Topic.COMMANDS))
                .filteredOn(record -> text(record).contains("\"group\":\"pay\""))
                .hasSameSizeAs(sent);

        assertThat(operator.types("explain", last).shown()).contains("Waits behind paused for as long as it takes");
        assertThat(operator.orders("resume", "--group=pay", "--reason=released").exitCode())
                .isZero();
        fleet.tells(ResourceStatus.FAILED, 3, "pay", last);
        assertThat(fleet.awaits(AuditKind.SENT, last).sequence()).isGreaterThan(paused.sequence());
    }

    @Test
    void maintenanceHidesWhatIsDoneUntilItIsEnded() {
        Answer announced = operator.orders(
                "maintenance",
                "announce",
                "--id=rack-7",
                "--group=lab",
                "--reason=new power supply",
                "--by=ada",
                "--from=" + RunningFleet.START,
                "--for=3d");
        assertThat(announced.exitCode()).as(announced.complaint()).isZero();
        assertThat(announced.shown()).contains("maintenance announced (ada)", "rack-7", "2026-01-08T00:00:00Z");
        fleet.fails("lab", "lab-1");
        AuditEvent withheld = fleet.awaits(AuditKind.WITHHELD, "lab-1");
        assertThat(withheld.guardrail()).isEqualTo("maintenance");
        assertThat(withheld.reason()).contains("rack-7", "by ada", "new power supply");

        assertThat(operator.orders("maintenance", "end", "--id=rack-7", "--group=lab")
                        .exitCode())
                .isZero();
        fleet.tells(ResourceStatus.FAILED, 3, "lab", "lab-1");
        assertThat(fleet.awaits(AuditKind.PROPOSED, "lab-1").at()).isAfter(withheld.at());

        Answer endless = operator.orders("change", "announce", "--id=roll-out", "--reason=v2", "--for=8d");
        assertThat(endless.exitCode()).isEqualTo(1);
        assertThat(endless.complaint()).contains("until", "end it within 7 days");
        assertThat(operator.orders("release", "lab-1").complaint()).contains("lab-1 is not in quarantine");
    }

    @Test
    void theTrailCanBeReadJudgedAndVerifiedAndAnEditIsFound() throws Exception {
        fleet.fails("api", "api-1");
        fleet.awaits(AuditKind.PROPOSED, "api-1");
        Answer tail = operator.types("audit", "tail", "--group=api", "--kind=diagnosed,proposed", "--last=2");
        assertThat(tail.shown().lines()).hasSize(2).first().asString().contains("api #", "api-1", "diagnosed crash");
        assertThat(operator.types("audit", "tail", "--group=api", "--json", "--last=1")
                        .shown())
                .startsWith("{\"group\":\"api\"");
        assertThat(operator.types("ledger").shown())
                .containsPattern("crash +\\d+ +0 +0 +0 +\\d+")
                .containsPattern("crash +restart-service +resource")
                .contains("observe: precision at least 0.05 with 95 % at 0 decided episodes");

        Answer verified = operator.types("audit", "verify");
        assertThat(verified.exitCode()).as(verified.shown()).isZero();
        assertThat(verified.shown()).contains("every chain is unbroken");
        forge("edited.audit", "restart-service", "restart-machine");
        Answer edited = operator.types("audit", "verify", "--topic-prefix=edited.");
        assertThat(edited.exitCode()).isEqualTo(1);
        assertThat(edited.shown()).contains("was changed after it was written");
    }

    @Test
    void whoeverFollowsTheTrailSeesWhatComesUntilHeStops() throws Exception {
        StringWriter shown = new StringWriter();
        CompletableFuture<Answer> following = new CompletableFuture<>();
        Thread terminal = new Thread(() -> following.complete(Operator.run(
                shown,
                "audit",
                "tail",
                "--follow",
                "--last=0",
                "--resource=live-1",
                "--bootstrap-servers=" + BROKER.bootstrapServers())));
        terminal.start();
        fleet.fails("live", "live-1");
        String proposed = fleet.awaits(AuditKind.PROPOSED, "live-1").commandId();
        operator.orders("deny", proposed, "--by=ada");
        await(() -> shown.toString().contains("declined restart-service (ada)"));
        terminal.interrupt();
        assertThat(following.get().exitCode()).as(following.get().complaint()).isZero();
        assertThat(shown.toString().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("  live-1  "));
    }

    @Test
    void whoeverNamesAWrongBrokerOrTopicIsToldSo() {
        assertThat(Operator.run("audit", "verify").complaint())
                .contains("fleet-shadow.kafka.bootstrap-servers is missing");
        Answer prefix = operator.types("audit", "verify", "--topic-prefix=float.");
        assertThat(prefix.exitCode()).isEqualTo(1);
        assertThat(prefix.complaint()).contains("there is no topic float.audit", "--topic-prefix");
        assertThat(operator.types("pause").complaint()).contains("--reason is missing");
    }

    private static void forge(String topic, String original, String forged) throws Exception {
        BROKER.createTopics(topic);
        for (ConsumerRecord<String, byte[]> record : fleet.everything(Topic.AUDIT)) {
            AuditEvent entry = AuditJson.decode(record.value());
            String text = text(record);
            boolean victim = entry.group().equals("api") && entry.kind() == AuditKind.PROPOSED;
            byte[] value = (victim ? text.replace(original, forged) : text).getBytes(StandardCharsets.UTF_8);
            BROKER.send(topic, record.key(), value);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static List<AuditEvent> trail(Predicate<AuditEvent> wanted) {
        return fleet.everything(Topic.AUDIT).stream()
                .map(RunningFleet::audit)
                .filter(wanted)
                .toList();
    }
}
