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
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;

/** The remediating stage over RocksDB, minute by minute, with what came out of it; every chain has to hold together. */
abstract class RemediationStage {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final Duration COOLDOWN = Duration.ofMinutes(30);
    static final String POLICY = """
            guardrails: {min-healthy-share: 0, flapping: {episodes: 19, within: PT1H}}
            failure-modes:
              - {id: leak, description: it leaks, stages: [{score-below: 40}]}
            playbooks:
              - for: leak
                steps:
                  - {action: restart-service, expires-after: PT30M, recover-within: PT1H}
                  - {action: scale-up, expires-after: PT30M, recover-within: PT1H}
            """;

    KeyedBroadcastOperatorTestHarness<String, GroupEvent, Notice, AuditEvent> stage;
    final List<AuditEvent> trail = new ArrayList<>();
    final List<RemediationRequest> commands = new ArrayList<>();
    Mode mode;
    long minute;

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

    void govern(String yaml) throws Exception {
        ControlMessage governed = new GovernFunction().map(ControlMessage.policy(yaml, "ann", "", now()));
        if (Bulletin.concernsAll(governed)) {
            stage.processBroadcastElement(Notice.of(governed), now().toEpochMilli());
        }
        send(GroupEvent.of(governed));
    }

    GroupEvent diagnose(String id) throws Exception {
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
                null,
                false));
        send(event);
        return event;
    }

    void recover(String id) throws Exception {
        send(GroupEvent.of(well(id, now())));
    }

    void answer(String command, String id, CommandState state) throws Exception {
        send(GroupEvent.of(new RemediationOutcome(command, id, "web", state, now(), "")));
    }

    void pause(String scope, boolean on) throws Exception {
        ControlMessage control = ControlMessage.pause(scope, on, "ann", "", now());
        if (Bulletin.concernsAll(control)) {
            stage.processBroadcastElement(Notice.of(control), now().toEpochMilli());
        }
        send(GroupEvent.of(control));
    }

    void send(GroupEvent event) throws Exception {
        stage.processElement(event, now().toEpochMilli());
        stage.watermark(now().toEpochMilli());
    }

    void pass(long minutes) throws Exception {
        for (long passed = 0; passed < minutes; passed++) {
            minute++;
            stage.watermark(now().toEpochMilli() - 1);
        }
    }

    Instant now() {
        return START.plus(Duration.ofMinutes(minute));
    }

    List<RemediationRequest> commands() {
        collect();
        return commands;
    }

    List<AuditKind> kinds() {
        collect();
        return trail.stream().map(AuditEvent::kind).toList();
    }

    void collect() {
        trail.addAll(stage.extractOutputValues());
        stage.getOutput().clear();
        var sent = stage.getSideOutput(RemediateFunction.COMMANDS);
        if (sent != null) {
            sent.stream().map(StreamRecord::getValue).forEach(commands::add);
            sent.clear();
        }
    }

    void start(Mode chosen) throws Exception {
        mode = chosen;
        open(null);
    }

    void restart() throws Exception {
        collect();
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        open(state);
    }

    void open(OperatorSubtaskState state) throws Exception {
        stageOf(new Bulletin(new PolicyText("test", POLICY), mode, Duration.ZERO), state);
        if (state == null) {
            send(GroupEvent.counted("web", new Tally(20, 1, 0, 1), now()));
        }
    }

    void stageOf(Bulletin bulletin, OperatorSubtaskState state) throws Exception {
        stage = RocksDb.run(new RemediateFunction(bulletin), Bulletin.NOTICES, GroupEvent::group, state);
    }

    static Sighting well(String id, Instant at) {
        return new Sighting(
                Resource.of(id, "web"), "web", at, HealthLevel.HEALTHY, ResourceStatus.RUNNING, 90, List.of(), true);
    }
}
