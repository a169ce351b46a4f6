package dev.fleetshadow.cli;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.codec.HealthSummary;
import dev.fleetshadow.diagnosis.DerivedId;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.Decision;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.PlannedGroup;
import dev.fleetshadow.remediation.Situation;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets the planner handle leaks of a group by the shipped policy, and keeps what the topics would hold. */
final class CaseRun {

    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final String GROUP = "web";
    private static final String LEAK = "memory-exhaustion";

    private final PlannedGroup group = new PlannedGroup(GROUP);
    private final Situation situation;
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<RemediationRequest> requests = new ArrayList<>();
    private final List<RemediationOutcome> outcomes = new ArrayList<>();
    private final List<HealthSummary> health = new ArrayList<>();
    private Diagnosis diagnosis;

    CaseRun(Mode mode) throws IOException {
        situation = Situation.quiet(PolicyText.shipped().policy().under(mode).rules());
        took(group.event(GroupEvent.counted(GROUP, new Tally(100, 2, 0, 5), START), situation, START));
    }

    static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    CaseRun scored(int minute, double score) {
        health.add(new HealthSummary(
                "web-1", minute(minute), "warning", "running", score, "system.memory.utilization +6.1σ"));
        return this;
    }

    CaseRun diagnosed(String resource, int minute) {
        diagnosis = new Diagnosis(
                DerivedId.of(minute(minute), resource, LEAK),
                Resource.of(resource, GROUP),
                LEAK,
                minute(minute),
                minute(minute - 5),
                31,
                0.9,
                List.of("system.memory.utilization +7.7σ"),
                minute(minute + 360),
                false);
        return event(GroupEvent.of(diagnosis), minute);
    }

    CaseRun answered(CommandState state, int minute) {
        RemediationRequest request = requests.get(requests.size() - 1);
        RemediationOutcome outcome = new RemediationOutcome(
                request.commandId(), request.resource().id(), GROUP, state, minute(minute), "so it is");
        outcomes.add(outcome);
        return event(GroupEvent.of(outcome), minute);
    }

    CaseRun seen(double score, boolean recovered, int minute) {
        return event(
                GroupEvent.of(new Sighting(
                        diagnosis.resource(),
                        GROUP,
                        minute(minute),
                        HealthLevel.of(score),
                        ResourceStatus.RUNNING,
                        score,
                        List.of(LEAK),
                        recovered)),
                minute);
    }

    CaseRun decide(boolean approved, int minute) {
        String command = last().commandId();
        return event(
                GroupEvent.of(ControlMessage.approval(GROUP, command, approved, "ada", "looked at it", minute(minute))),
                minute);
    }

    CaseRun pause(int minute) {
        return event(GroupEvent.of(ControlMessage.pause(GROUP, true, "ada", "release", minute(minute))), minute);
    }

    CaseRun due(int minute) {
        group.due(situation, minute(minute)).forEach(this::took);
        return this;
    }

    AuditEvent last() {
        return audit.get(audit.size() - 1);
    }

    /** The episode of the last diagnosis. */
    Episode episode() {
        EpisodeEntries entries = new EpisodeEntries(diagnosis.resource().id(), diagnosis.id());
        audit.forEach(entries::take);
        return new Episode(
                diagnosis.resource().id(),
                diagnosis.id(),
                entries.entries(),
                diagnosis,
                requests,
                outcomes,
                health,
                List.of());
    }

    String now() {
        return new EpisodeNow(episode()).text();
    }

    private CaseRun event(GroupEvent event, int minute) {
        return took(group.event(event, situation, minute(minute)));
    }

    private CaseRun took(Decision decision) {
        audit.addAll(decision.audit());
        requests.addAll(decision.requests());
        return this;
    }
}
