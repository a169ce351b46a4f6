package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.Notice;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.settings.PolicyReader;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the remediating stage over RocksDB. */
class RemediateFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration COOLDOWN = Duration.ofMinutes(30);
    private static final String POLICY = """
            guardrails: {min-healthy-share: 0, flapping: {episodes: 20, within: PT1H}}
            failure-modes:
              - {id: leak, description: it leaks, stages: [{score-below: 40}]}
            playbooks:
              - for: leak
                steps:
                  - {action: restart-service, expires-after: PT30M, recover-within: PT1H}
                  - {action: scale-up, expires-after: PT30M, recover-within: PT1H}
            """;

    private KeyedBroadcastOperatorTestHarness<String, GroupEvent, Notice, AuditEvent> stage;
    private final List<AuditEvent> trail = new ArrayList<>();
    private final List<RemediationRequest> commands = new ArrayList<>();
    private Mode mode;
    private long minute;

    @AfterEach
    void everyChainHoldsTogether() throws Exception {
        collect();
        stage.close();
        Map<String, AuditEvent> last = new HashMap<>();
        for (AuditEvent entry : trail) {
            AuditEvent before = last.put(entry.group(), entry);
            assertThat(entry.sequence()).isEqualTo(before == null ? 0 : before.sequence() + 1);
            assertThat(entry.previousHash()).isEqualTo(before == null ? AuditEvent.GENESIS : before.hash());
            assertThat(entry.intact()).isTrue();
        }
    }

    @Test
    void observingNeverSendsWhateverHappens() throws Exception {
        start(Mode.OBSERVE);
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            String id = "web-" + random.nextInt(4);
            switch (random.nextInt(4)) {
                case 0 -> diagnose(id);
                case 1 -> recover(id);
                case 2 -> answer("any", id, CommandState.FAILED);
                default -> pass(random.nextInt(600));
            }
        }
        assertThat(commands()).isEmpty();
        assertThat(kinds()).contains(AuditKind.DIAGNOSED, AuditKind.WITHHELD).doesNotContain(AuditKind.SENT);
        assertThat(trail).anyMatch(entry -> entry.guardrail().equals("observe-only"));
    }

    @Test
    void anEpisodeIsAnsweredWithOneCommandHoweverOftenItIsReported() throws Exception {
        start(Mode.ENFORCE);
        GroupEvent diagnosis = diagnose("web-1");
        send(diagnosis);
        send(diagnosis);
        pass(5);
        assertThat(commands()).singleElement().satisfies(command -> {
            assertThat(command.action()).isEqualTo("restart-service");
            assertThat(command.diagnosisId()).isEqualTo(diagnosis.diagnosis().id());
            assertThat(command.issuedAt()).isEqualTo(START);
        });
    }

    @Test
    void aSilentAgentIsFollowedByTheNextStepAndThenByAPerson() throws Exception {
        start(Mode.ENFORCE);
        diagnose("web-1");
        pass(300);
        assertThat(commands()).extracting(RemediationRequest::action).containsExactly("restart-service", "scale-up");
        assertThat(kinds()).containsSubsequence(AuditKind.SENT, AuditKind.EXPIRED, AuditKind.SENT, AuditKind.ESCALATED);
    }

    @Test
    void theCooldownAndTheChainSurviveARestart() throws Exception {
        start(Mode.ENFORCE);
        diagnose("web-1");
        RemediationRequest first = commands().get(0);
        answer(first.commandId(), "web-1", CommandState.SUCCESS);
        recover("web-1");
        assertThat(kinds()).endsWith(AuditKind.SUCCEEDED, AuditKind.VERIFIED);
        restart();
        pass(COOLDOWN.toMinutes() - 1);
        diagnose("web-1");
        assertThat(commands()).hasSize(1);
        assertThat(trail.get(trail.size() - 1).guardrail()).isEqualTo("cooldown");
        restart();
        pass(5);
        assertThat(commands()).hasSize(2);
    }

    @Test
    void anAnswerFindsItsCommandAfterARestart() throws Exception {
        start(Mode.ENFORCE);
        diagnose("web-1");
        restart();
        answer(commands().get(0).commandId(), "web-1", CommandState.SUCCESS);
        recover("web-1");
        assertThat(kinds()).endsWith(AuditKind.SENT, AuditKind.SUCCEEDED, AuditKind.VERIFIED);
    }

    @Test
    void aRecoveryThatArrivesBeforeItsDiagnosisIsTakenAfterIt() throws Exception {
        start(Mode.OBSERVE);
        GroupEvent recovery = GroupEvent.of(well("web-1", START.plusSeconds(60)));
        stage.processElement(recovery, recovery.at().toEpochMilli());
        restart();
        diagnose("web-1");
        pass(2);
        assertThat(kinds()).containsExactly(AuditKind.DIAGNOSED, AuditKind.WITHHELD, AuditKind.RECOVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", ControlMessage.FLEET})
    void aPauseWithholdsUntilItIsLiftedAlsoAcrossARestart(String scope) throws Exception {
        start(Mode.ENFORCE);
        pause(scope, true);
        diagnose("web-1");
        restart();
        pass(10);
        assertThat(commands()).isEmpty();
        assertThat(trail).anyMatch(entry -> entry.guardrail().equals("paused"));
        pause(scope, false);
        pass(2);
        assertThat(commands()).hasSize(1);
    }

    @Test
    void aPauseOfOneGroupConcernsNoOther() throws Exception {
        start(Mode.ENFORCE);
        pause("db", true);
        diagnose("web-1");
        assertThat(commands()).hasSize(1);
    }

    @Test
    void aFloodOfPausesDoesNotPileUpInWhatEveryTaskHolds() throws Exception {
        start(Mode.ENFORCE);
        for (int group = 0; group < 500; group++) {
            pause("group-" + group, true);
        }
        pause(ControlMessage.FLEET, true);
        pause(ControlMessage.FLEET, true);
        assertThat(stage.getBroadcastState(Bulletin.NOTICES).entries()).hasSize(1);
        pause(ControlMessage.FLEET, false);
        assertThat(stage.getBroadcastState(Bulletin.NOTICES).entries()).isEmpty();
    }

    private GroupEvent diagnose(String id) throws Exception {
        Instant at = now();
        GroupEvent event = GroupEvent.of(new Diagnosis(
                id + "@" + at,
                Resource.of(id, "web"),
                "leak",
                at,
                at.minusSeconds(60),
                12,
                0.9,
                List.of("m +6σ"),
                null));
        send(event);
        return event;
    }

    private void recover(String id) throws Exception {
        send(GroupEvent.of(well(id, now())));
    }

    private void answer(String command, String id, CommandState state) throws Exception {
        send(GroupEvent.of(new RemediationOutcome(command, id, "web", state, now(), "")));
    }

    private void pause(String scope, boolean on) throws Exception {
        ControlMessage control = ControlMessage.pause(scope, on, "ann", "", now());
        if (Bulletin.concernsAll(control)) {
            stage.processBroadcastElement(Notice.of(control), now().toEpochMilli());
        }
        send(GroupEvent.of(control));
    }

    private void send(GroupEvent event) throws Exception {
        stage.processElement(event, now().toEpochMilli());
        stage.watermark(now().toEpochMilli());
    }

    private void pass(long minutes) throws Exception {
        for (long passed = 0; passed < minutes; passed++) {
            minute++;
            stage.watermark(now().toEpochMilli() - 1);
        }
    }

    private Instant now() {
        return START.plus(Duration.ofMinutes(minute));
    }

    private List<RemediationRequest> commands() {
        collect();
        return commands;
    }

    private List<AuditKind> kinds() {
        collect();
        return trail.stream().map(AuditEvent::kind).toList();
    }

    private void collect() {
        trail.addAll(stage.extractOutputValues());
        stage.getOutput().clear();
        var sent = stage.getSideOutput(RemediateFunction.COMMANDS);
        if (sent != null) {
            sent.stream().map(StreamRecord::getValue).forEach(commands::add);
            sent.clear();
        }
    }

    private void start(Mode chosen) throws Exception {
        mode = chosen;
        open(null);
    }

    private void restart() throws Exception {
        collect();
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        open(state);
    }

    private void open(OperatorSubtaskState state) throws Exception {
        Policy policy = PolicyReader.read("test", POLICY).under(mode);
        stageOf(new Bulletin(policy, mode, Duration.ZERO), state);
        if (state == null) {
            send(GroupEvent.counted("web", new Tally(20, 1, 0, 1), now()));
        }
    }

    private void stageOf(Bulletin bulletin, OperatorSubtaskState state) throws Exception {
        stage = RocksDb.opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(new RemediateFunction(bulletin), List.of(Bulletin.NOTICES)),
                        GroupEvent::group,
                        Types.STRING,
                        1,
                        1,
                        0),
                state);
    }

    private static Sighting well(String id, Instant at) {
        return new Sighting(
                Resource.of(id, "web"), "web", at, HealthLevel.HEALTHY, ResourceStatus.RUNNING, 90, List.of(), true);
    }
}
