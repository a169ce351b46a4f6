package dev.fleetshadow.cli;

import static java.util.stream.Collectors.joining;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.TrustedKeys;
import dev.fleetshadow.action.VerifyingKey;
import dev.fleetshadow.audit.AuditChains;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.codec.DiagnosisJson;
import dev.fleetshadow.codec.HealthSummary;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.endpoint.FleetPublisher;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.FaultStory;
import dev.fleetshadow.simulator.Scorecard;
import dev.fleetshadow.simulator.SimulatedFleet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The people and agents of the demo: they read every message of the service, act on it, and tell of it. */
final class DemoOperations {

    private static final String OPERATOR = "demo operator";
    private static final double ILL_BELOW = 40;
    private static final double WELL_FROM = 70;

    private final SimulatedFleet fleet;
    private final FleetPublisher publisher;
    private final DemoTerminal terminal;
    private final TrustedKeys trusted;
    private final long startedNanos;
    private final Scorecard scorecard = new Scorecard();
    private final AuditChains chains = new AuditChains();
    private final List<String> auditProblems = new ArrayList<>();
    private final Map<AuditKind, Integer> audited = new EnumMap<>(AuditKind.class);
    private final Map<String, Double> lastScores = new HashMap<>();
    private final Set<String> ill = new HashSet<>();
    private final Set<String> awaited = new HashSet<>();
    private int relearning;
    private boolean live;
    private long scored;
    private long deadLetters;
    private long firstDiagnosisNanos = -1;

    DemoOperations(
            SimulatedFleet fleet,
            FleetPublisher publisher,
            DemoTerminal terminal,
            VerifyingKey signedBy,
            long startedNanos) {
        this.trusted = new TrustedKeys(List.of(signedBy));
        this.fleet = fleet;
        this.publisher = publisher;
        this.terminal = terminal;
        this.startedNanos = startedNanos;
    }

    void goLive(long learned) {
        scored = learned;
        live = true;
    }

    /** From now on the first report of every resource is looked at: a job that forgot begins to learn. */
    void expectFirstReports() {
        awaited.addAll(fleet.resourceIds());
        relearning = 0;
    }

    void inject(Fault fault, String resourceId) {
        fleet.inject(fault, resourceId);
        String end = fault.immediate()
                ? "is out of service now"
                : "outage in %s if nobody acts".formatted(DemoTerminal.span(fault.span()));
        terminal.event(fleet.now(), "FAULT", resourceId, "%s begins; %s".formatted(DemoReport.words(fault), end));
    }

    /** Lets the agents report what they have begun and finished. */
    void answer() throws IOException {
        for (RemediationOutcome outcome : fleet.answers()) {
            report(outcome);
        }
    }

    void handle(Topic topic, byte[] value) throws IOException {
        switch (topic) {
            case HEALTH -> health(HealthSummary.decode(value));
            case DIAGNOSES -> diagnosis(DiagnosisJson.decode(value));
            case COMMANDS -> command(believed(SignedCommand.decode(value)));
            case AUDIT -> audit(AuditJson.decode(value));
            case DEADLETTER -> deadLetters++;
            default -> throw new IllegalArgumentException("nobody listens to " + topic);
        }
    }

    long scored() {
        return scored;
    }

    String headline() {
        return "%d ill, %d audit entries".formatted(ill.size(), chains.entries());
    }

    List<FaultStory> stories() {
        return scorecard.stories(fleet.faults(), fleet.now());
    }

    List<Diagnosis> falseAlarms() {
        return scorecard.falseAlarms(fleet.faults());
    }

    List<String> auditProblems() {
        return List.copyOf(auditProblems);
    }

    DemoReport.Counts counts() {
        return new DemoReport.Counts(
                scorecard.commands(),
                audited.getOrDefault(AuditKind.WITHHELD, 0),
                chains.entries(),
                deadLetters,
                awaited.isEmpty() ? relearning : relearning + awaited.size(),
                firstDiagnosisNanos);
    }

    private void health(HealthSummary report) {
        scored++;
        String id = report.resourceId();
        if (awaited.remove(id)) {
            relearning += Double.isNaN(report.score()) ? 1 : 0;
            if (awaited.isEmpty()) {
                int all = fleet.resourceIds().size();
                terminal.line(
                        "  %d of %d resources were scored at their first report: profiles survived.%n",
                        all - relearning, all);
            }
        }
        double before = lastScores.getOrDefault(id, 100.0);
        if (report.score() < ILL_BELOW && ill.add(id)) {
            terminal.event(
                    report.observedAt(),
                    "SCORE",
                    id,
                    "%.0f → %.0f  %s".formatted(before, report.score(), report.cause()));
        } else if (report.score() >= WELL_FROM) {
            ill.remove(id);
            lastScores.put(id, report.score());
        }
    }

    private void diagnosis(Diagnosis diagnosis) {
        scorecard.diagnosed(diagnosis);
        if (live && firstDiagnosisNanos < 0) {
            firstDiagnosisNanos = System.nanoTime() - startedNanos;
        }
        terminal.event(
                diagnosis.at(),
                "DIAGNOSIS",
                diagnosis.resource().id(),
                "%s, confidence %.2f: %s"
                        .formatted(
                                diagnosis.failureMode(),
                                diagnosis.confidence(),
                                diagnosis.evidence().stream().limit(2).collect(joining("; "))));
    }

    /** Fails if the job signs in a way that no agent would believe. */
    private RemediationRequest believed(SignedCommand command) {
        trusted.refusal(command.signed(), command.signature()).ifPresent(why -> {
            throw new IllegalStateException("no agent believes the job: " + why);
        });
        return command.request();
    }

    private void command(RemediationRequest request) throws IOException {
        scorecard.sent(request);
        terminal.event(
                request.issuedAt(),
                "COMMAND",
                request.resource().id(),
                "%s, attempt %d, valid until %s"
                        .formatted(request.action(), request.attempt(), DemoTerminal.clock(request.expiresAt())));
        fleet.execute(request);
        answer();
    }

    private void report(RemediationOutcome outcome) throws IOException {
        publisher.publish(outcome);
        terminal.event(
                outcome.at(),
                "OUTCOME",
                outcome.resourceId(),
                "%s: %s".formatted(outcome.state().wireName(), outcome.detail()));
    }

    private void audit(AuditEvent entry) throws IOException {
        chains.next(entry).ifPresent(auditProblems::add);
        scorecard.audited(entry);
        audited.merge(entry.kind(), 1, Integer::sum);
        switch (entry.kind()) {
            case SENT, PROPOSED, APPROVED ->
                decision(entry, "%s %s: %s".formatted(DemoReport.lower(entry.kind()), entry.action(), entry.reason()));
            case WITHHELD, ESCALATED, EXPIRED, INEFFECTIVE, DECLINED ->
                decision(entry, "%s: %s".formatted(DemoReport.lower(entry.kind()), entry.reason()));
            case VERIFIED, RECOVERED ->
                terminal.event(
                        entry.at(),
                        "RECOVERY",
                        entry.resourceId(),
                        "%s: %s".formatted(DemoReport.lower(entry.kind()), entry.reason()));
            default -> {}
        }
        if (entry.kind() == AuditKind.PROPOSED) {
            approve(entry);
        }
    }

    private void approve(AuditEvent proposal) throws IOException {
        Instant now = fleet.now();
        publisher.publish(
                ControlMessage.approval(proposal.group(), proposal.commandId(), true, OPERATOR, "looks right", now));
    }

    private void decision(AuditEvent entry, String what) {
        terminal.event(entry.at(), "DECISION", entry.resourceId(), what);
    }
}
