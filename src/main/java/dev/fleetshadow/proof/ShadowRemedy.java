package dev.fleetshadow.proof;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.Decision;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.PlannedGroup;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Fleet Shadow itself, without a job around it: scores, counts, diagnoses and plans in order of event time. */
final class ShadowRemedy implements Remedy {

    private final Shadows shadows;
    private final Diagnostics diagnostics;
    private final FleetCensus census;
    private final DomainWatch domains;
    private final Noticeboard board;
    private final Map<String, PlannedGroup> groups = new TreeMap<>();
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private List<RemediationRequest> requests = new ArrayList<>();
    private Duration lag = Duration.ZERO;

    ShadowRemedy(Shadows shadows, Policy policy, Map<String, Effectiveness> known) {
        this.shadows = shadows;
        this.diagnostics = new Diagnostics(policy);
        this.census = new FleetCensus(policy.gate(), policy.breaker());
        this.domains = new DomainWatch(policy);
        this.board = new Noticeboard(policy, known);
    }

    @Override
    public List<RemediationRequest> minute(List<StatusUpdate> updates, Instant end, Duration lagging) {
        lag = lagging;
        for (StatusUpdate update : updates) {
            shadows.observe(update).forEach(this::take);
        }
        shadows.silences(end).forEach(this::take);
        census.minute(end).forEach(this::take);
        domains.minute(end, diagnostics).stream()
                .flatMap(this::events)
                .sorted(GroupEvent.ORDER)
                .forEach(event -> decide(event, end));
        for (PlannedGroup group : List.copyOf(groups.values())) {
            group.due(board.situation(lag), end).forEach(this::take);
        }
        return asked();
    }

    @Override
    public List<RemediationRequest> answered(RemediationOutcome outcome, Instant now) {
        decide(GroupEvent.of(outcome), now);
        return asked();
    }

    @Override
    public List<RemediationRequest> ordered(ControlMessage order, Instant now) {
        if (board.takes(order)) {
            census.resumed();
        }
        decide(GroupEvent.of(order), now);
        return asked();
    }

    @Override
    public List<AuditEvent> audit() {
        return audit;
    }

    @Override
    public List<Diagnosis> diagnoses() {
        return diagnoses;
    }

    @Override
    public Map<String, Effectiveness> effects() {
        return board.effects();
    }

    private void take(HealthReport report) {
        if (report.announced()) {
            census.announced(report).forEach(this::take);
        }
        events(diagnostics.next(report)).sorted(GroupEvent.ORDER).forEach(event -> decide(event, report.observedAt()));
    }

    private Stream<GroupEvent> events(Diagnostics.Findings findings) {
        List<GroupEvent> events = new ArrayList<>();
        if (findings.sighting() != null) {
            events.add(GroupEvent.of(findings.sighting()));
        }
        for (Diagnosis diagnosis : findings.diagnoses()) {
            diagnoses.add(diagnosis);
            events.add(GroupEvent.of(diagnosis));
            census.stop(diagnosis).ifPresent(stop -> {
                board.stops(stop);
                events.add(GroupEvent.of(stop));
            });
        }
        return events.stream();
    }

    private void take(CensusNote note) {
        domains.noted(note);
        boolean ofGroup = !Domains.groupOf(note.domain()).equals(Domains.FLEET);
        if (note.ended() != null) {
            board.ends(note.ended(), note.at());
            decide(GroupEvent.of(note.ended(), false, note.at()), note.at());
        }
        if (note.begun()) {
            board.begins(note.hold());
            decide(GroupEvent.of(note.hold(), true, note.at()), note.at());
        }
        if (ofGroup) {
            decide(GroupEvent.counted(Domains.groupOf(note.domain()), note.tally(), note.at()), note.at());
            census.stop(note).ifPresent(stop -> {
                board.stops(stop);
                decide(GroupEvent.of(stop), note.at());
            });
        }
    }

    private void decide(GroupEvent event, Instant now) {
        take(groups.computeIfAbsent(event.group(), PlannedGroup::new).event(event, board.situation(lag), now));
    }

    private void take(Decision decision) {
        audit.addAll(decision.audit());
        requests.addAll(decision.requests());
        decision.effects().forEach(board::learns);
    }

    private List<RemediationRequest> asked() {
        List<RemediationRequest> asked = requests;
        requests = new ArrayList<>();
        return asked;
    }
}
