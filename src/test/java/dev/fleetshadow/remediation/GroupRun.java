package dev.fleetshadow.remediation;

import dev.fleetshadow.action.ActionCatalog;
import dev.fleetshadow.action.ActionType;
import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Disruption;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.ParameterRule;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.diagnosis.DerivedId;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.effect.Effect;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.remediation.Guardrails.Budget;
import dev.fleetshadow.remediation.Guardrails.Doubt;
import dev.fleetshadow.remediation.Guardrails.Patience;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Plays events to the planner of one group, minute by minute, and keeps what came of them. */
final class GroupRun {

    static final String GROUP = "web";
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Playbook LEAK = playbook("leak", null, "restart-service", "scale-up");
    static final Playbook RUNAWAY = playbook("runaway", null, "rollback-release");
    static final Playbook CALL = playbook("mystery", null);
    static final Tally CALM = new Tally(100, 2, 0, 5);
    static final Guardrails LIMITS = guardrails(Duration.ofMinutes(30), 2);

    private final PlannedGroup group = new PlannedGroup(GROUP);
    final List<AuditEvent> audit = new ArrayList<>();
    final List<RemediationRequest> requests = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    Situation situation;
    Decision last;

    private GroupRun(Situation situation) {
        this.situation = situation;
    }

    static GroupRun in(Mode mode) {
        return with(mode, LIMITS);
    }

    /** A group of a hundred members that have just been counted. */
    static GroupRun with(Mode mode, Guardrails guardrails) {
        return with(rules(mode, guardrails, LEAK, RUNAWAY, CALL));
    }

    static GroupRun with(Rules rules) {
        return new GroupRun(Situation.quiet(rules)).counted(CALM, 0);
    }

    static Rules rules(Mode mode, Guardrails guardrails, Playbook... playbooks) {
        return new Rules(
                new ActionCatalog(Map.of(
                        "restart-service", action("restart-service", Disruption.DISRUPTIVE, false),
                        "rollback-release", action("rollback-release", Disruption.DISRUPTIVE, false),
                        "replace", action("replace", Disruption.DESTRUCTIVE, false),
                        "redirect-traffic", action("redirect-traffic", Disruption.DEGRADING, true),
                        "scale-up", action("scale-up", Disruption.DEGRADING, false),
                        "collect-diagnostics", action("collect-diagnostics", Disruption.NONE, false))),
                List.of(playbooks),
                new Trust(mode, List.of(), Mode.ENFORCE),
                guardrails,
                List.of(),
                List.of(),
                "",
                7);
    }

    private static ActionType action(String id, Disruption disruption, boolean needsPeers) {
        ParameterRule service = new ParameterRule(false, Pattern.compile(ParameterRule.USUAL));
        return new ActionType(id, id, disruption, 0.1, needsPeers, Map.of("service", service));
    }

    static Guardrails guardrails(Duration cooldown, int inFlight) {
        return new Guardrails(
                new Budget(Amount.of(inFlight), Amount.of(1000), 0.5),
                new Patience(cooldown, Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1)),
                new Doubt(0.2, CaseFile.MOST_EPISODES, Duration.ofHours(12), 0),
                Set.of());
    }

    static Playbook playbook(String failureMode, Mode mode, String... actions) {
        List<PlaybookStep> steps = new ArrayList<>();
        for (String action : actions) {
            steps.add(new PlaybookStep(
                    action,
                    Map.of("service", "checkout"),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(60)));
        }
        return new Playbook(failureMode, List.of(Glob.of("*")), Double.NaN, steps, Selection.STATIC, 8, mode);
    }

    /** For a leak, below a score. */
    static Playbook book(String action, double scoreBelow) {
        Playbook plain = playbook("leak", null, action);
        return new Playbook("leak", plain.kinds(), scoreBelow, plain.steps(), Selection.STATIC, 8, null);
    }

    static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    static Diagnosis diagnosis(String resourceId, String mode, int minute) {
        return diagnosis(resourceId, mode, minute, 0.9);
    }

    static Diagnosis diagnosis(String resourceId, String mode, int minute, double confidence) {
        return new Diagnosis(
                DerivedId.of(minute(minute), resourceId, mode),
                Resource.of(resourceId, GROUP),
                mode,
                minute(minute),
                minute(minute),
                20,
                confidence,
                List.of("memory +6.1σ"),
                null,
                false);
    }

    GroupRun diagnosed(String resourceId, String mode, int minute) {
        return event(GroupEvent.of(diagnosis(resourceId, mode, minute)), minute);
    }

    GroupRun recovered(String resourceId, int minute) {
        return seen(resourceId, ResourceStatus.RUNNING, 90, List.of(), true, minute);
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
        return control(
                ControlMessage.approval(GROUP, commandId, approved, "ada", "looked at it", minute(minute)), minute);
    }

    GroupRun pause(boolean on, int minute) {
        return control(ControlMessage.pause(GROUP, on, "ada", "release", minute(minute)), minute);
    }

    GroupRun control(ControlMessage control, int minute) {
        return event(GroupEvent.of(control), minute);
    }

    GroupRun counted(Tally tally, int minute) {
        return event(GroupEvent.counted(GROUP, tally, minute(minute)), minute);
    }

    GroupRun seen(
            String resourceId, ResourceStatus status, double score, List<String> held, boolean recovered, int minute) {
        Sighting sighting = new Sighting(
                Resource.of(resourceId, GROUP),
                GROUP,
                minute(minute),
                HealthLevel.of(score),
                status,
                score,
                held,
                recovered);
        return event(GroupEvent.of(sighting), minute);
    }

    GroupRun due(int minute) {
        group.due(situation, minute(minute)).forEach(this::took);
        return this;
    }

    GroupRun event(GroupEvent event, int minute) {
        return took(group.event(event, situation, minute(minute)));
    }

    private GroupRun took(Decision decision) {
        last = decision;
        audit.addAll(decision.audit());
        requests.addAll(decision.requests());
        effects.addAll(decision.effects());
        return this;
    }

    GroupLedger ledger() {
        return group.ledger();
    }

    RemediationRequest request() {
        return requests.get(requests.size() - 1);
    }

    /** The proposed command of a resource. */
    String proposed(String resourceId) {
        return group.open(resourceId).orElseThrow().commandId();
    }

    CaseState state(String resourceId) {
        return group.open(resourceId).map(RemediationCase::state).orElse(null);
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
