package dev.fleetshadow.remediation;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.diagnosis.DerivedId;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plays events to the planner of one group, minute by minute, and keeps what came of them. */
final class GroupRun {

    static final String GROUP = "web";
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Playbook LEAK = playbook("leak", null, "restart-service", "scale-up");
    static final Playbook RUNAWAY = playbook("runaway", null, "rollback-release");
    static final Playbook CALL = playbook("mystery", null);

    private final RemediationPlanner planner;
    final List<AuditEvent> audit = new ArrayList<>();
    final List<RemediationRequest> requests = new ArrayList<>();
    GroupLedger ledger = GroupLedger.empty();
    boolean paused;
    Decision last;

    private GroupRun(RemediationPlanner planner) {
        this.planner = planner;
    }

    static GroupRun in(Mode mode) {
        return with(guardrails(mode, Duration.ofMinutes(30), 2));
    }

    static GroupRun with(Guardrails guardrails) {
        return new GroupRun(new RemediationPlanner(List.of(LEAK, RUNAWAY, CALL), guardrails));
    }

    static Guardrails guardrails(Mode mode, Duration cooldown, int groupConcurrency) {
        return new Guardrails(mode, cooldown, groupConcurrency, Duration.ofHours(1), Duration.ofHours(4));
    }

    static Playbook playbook(String failureMode, Mode mode, String... actions) {
        List<PlaybookStep> steps = new ArrayList<>();
        for (String action : actions) {
            steps.add(new PlaybookStep(
                    action, Map.of("service", "checkout"), Duration.ofMinutes(10), Duration.ofMinutes(60)));
        }
        return new Playbook(failureMode, steps, mode);
    }

    static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    static Diagnosis diagnosis(String resourceId, String mode, int minute) {
        return new Diagnosis(
                DerivedId.of(minute(minute), resourceId, mode),
                Resource.of(resourceId, GROUP),
                mode,
                minute(minute),
                minute(minute),
                20,
                0.9,
                List.of("memory +6.1σ"),
                null,
                false);
    }

    GroupRun diagnosed(String resourceId, String mode, int minute) {
        return event(GroupEvent.of(diagnosis(resourceId, mode, minute)), minute);
    }

    GroupRun recovered(String resourceId, int minute) {
        return event(GroupEvent.recovery(GROUP, resourceId, minute(minute)), minute);
    }

    GroupRun answered(RemediationRequest request, CommandState state, int minute) {
        return answered(request.commandId(), request.resource().id(), state, minute);
    }

    GroupRun answered(String commandId, String resourceId, CommandState state, int minute) {
        return event(
                GroupEvent.of(new RemediationOutcome(commandId, resourceId, GROUP, state, minute(minute), "so it is")),
                minute);
    }

    GroupRun approval(String commandId, boolean approved, int minute) {
        return event(
                GroupEvent.of(new ControlMessage(
                        ControlKind.APPROVAL, GROUP, commandId, approved, "ada", "looked at it", minute(minute))),
                minute);
    }

    GroupRun pause(boolean on, int minute) {
        paused = on;
        return event(
                GroupEvent.of(new ControlMessage(ControlKind.PAUSE, GROUP, "", on, "ada", "release", minute(minute))),
                minute);
    }

    GroupRun due(int minute) {
        return took(planner.due(GROUP, ledger, paused, minute(minute)));
    }

    GroupRun event(GroupEvent event, int minute) {
        return took(planner.next(ledger, event, paused, minute(minute)));
    }

    private GroupRun took(Decision decision) {
        last = decision;
        ledger = decision.ledger();
        audit.addAll(decision.audit());
        requests.addAll(decision.requests());
        return this;
    }

    RemediationRequest request() {
        return requests.get(requests.size() - 1);
    }

    /** The proposed command of a resource. */
    String proposed(String resourceId) {
        return ledger.open(resourceId).orElseThrow().commandId();
    }

    CaseState state(String resourceId) {
        return ledger.open(resourceId).map(RemediationCase::state).orElse(null);
    }

    List<String> actions() {
        return requests.stream().map(RemediationRequest::action).toList();
    }

    /** The kinds of all entries; a withheld one with its guardrail. */
    List<String> story() {
        return audit.stream()
                .map(entry ->
                        entry.guardrail().isEmpty() ? entry.kind().name() : entry.kind() + " " + entry.guardrail())
                .toList();
    }
}
