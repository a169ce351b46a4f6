package dev.fleetshadow.cli;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.codec.DiagnosisJson;
import dev.fleetshadow.codec.HealthSummary;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.endpoint.FleetReader;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.settings.KafkaSettings;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers what the topics hold about one episode: that of a command or a diagnosis, or the latest of a resource. */
final class EpisodeSearch {

    private static final int MOST_OUTCOMES = 500;
    private static final int MOST_REPORTS = 5_000;
    private static final Duration BEFORE = Duration.ofHours(2);
    private static final Duration AFTER = Duration.ofHours(2);

    private final KafkaSettings kafka;
    private final PrintWriter err;
    private final long mostHealth;
    private final List<String> cut = new ArrayList<>();
    private String resourceId;
    private String diagnosisId = "";
    private boolean closed;

    EpisodeSearch(KafkaSettings kafka, PrintWriter err, long mostHealth) {
        this.kafka = kafka;
        this.err = err;
        this.mostHealth = mostHealth;
    }

    Episode of(String subject) throws IOException {
        resourceId = subject;
        AuditFeed.readAll(kafka, err, entry -> resolve(subject, entry));
        if (diagnosisId.isEmpty()) {
            ticketOf(subject);
        }
        List<AuditEvent> entries = entries();
        Diagnosis diagnosis = diagnosis();
        List<RemediationRequest> commands = commands();
        return new Episode(
                resourceId,
                diagnosisId,
                entries,
                diagnosis,
                commands,
                outcomes(commands),
                health(entries, diagnosis),
                cut);
    }

    private Diagnosis diagnosis() throws IOException {
        Diagnosis[] found = {null};
        read(Topic.DIAGNOSES, value -> {
            Diagnosis diagnosis = DiagnosisJson.decode(value);
            found[0] = diagnosis.id().equals(diagnosisId) ? diagnosis : found[0];
        });
        return found[0];
    }

    /** At most one for each step, and a ticket. */
    private List<RemediationRequest> commands() throws IOException {
        List<RemediationRequest> commands = new ArrayList<>();
        read(Topic.COMMANDS, value -> {
            RemediationRequest command = CommandJson.decode(value);
            if (command.diagnosisId().equals(diagnosisId)) {
                commands.add(command);
            }
        });
        return commands;
    }

    private List<RemediationOutcome> outcomes(List<RemediationRequest> commands) throws IOException {
        Set<String> ids = new HashSet<>();
        commands.forEach(command -> ids.add(command.commandId()));
        List<RemediationOutcome> outcomes = new ArrayList<>();
        read(Topic.OUTCOMES, value -> {
            RemediationOutcome outcome = OutcomeJson.decode(value);
            if (ids.contains(outcome.commandId()) && outcomes.size() < MOST_OUTCOMES) {
                outcomes.add(outcome);
            }
        });
        return outcomes;
    }

    /** A command or a diagnosis is met wherever it is named; of a resource the latest diagnosis counts. */
    private void resolve(String subject, AuditEvent entry) {
        boolean named = entry.commandId().equals(subject) || entry.diagnosisId().equals(subject);
        boolean latest = entry.resourceId().equals(subject) && entry.kind() == AuditKind.DIAGNOSED;
        if (named || latest) {
            resourceId = entry.resourceId();
            diagnosisId = entry.diagnosisId();
        }
    }

    /** A ticket has an id of its own, which only the command knows. */
    private void ticketOf(String subject) throws IOException {
        read(Topic.COMMANDS, value -> {
            RemediationRequest command = CommandJson.decode(value);
            if (command.commandId().equals(subject)) {
                diagnosisId = command.diagnosisId();
                resourceId = command.parameters()
                        .getOrDefault("about", command.resource().id());
            }
        });
    }

    private List<AuditEvent> entries() throws IOException {
        EpisodeEntries gathered = new EpisodeEntries(resourceId, diagnosisId);
        AuditFeed.readAll(kafka, err, gathered);
        closed = gathered.closed();
        if (gathered.leftOut() > 0) {
            cut.add("%d entries are left out before the last one".formatted(gathered.leftOut()));
        }
        return gathered.entries();
    }

    private List<HealthSummary> health(List<AuditEvent> entries, Diagnosis diagnosis) throws IOException {
        Instant from = Instant.EPOCH;
        if (diagnosis != null) {
            from = diagnosis.startedAt().minus(BEFORE);
        } else if (!entries.isEmpty()) {
            from = entries.get(0).at().minus(BEFORE);
        }
        Instant until = closed ? entries.get(entries.size() - 1).at().plus(AFTER) : Instant.MAX;
        return reports(from, until);
    }

    private List<HealthSummary> reports(Instant from, Instant until) throws IOException {
        Deque<HealthSummary> reports = new ArrayDeque<>();
        try (FleetReader reader = FleetReader.open(kafka, List.of(Topic.HEALTH))) {
            if (reader.narrow(Topic.HEALTH, resourceId, from, mostHealth)) {
                cut.add("of the health reports only the last %d of their partition were looked at"
                        .formatted(mostHealth));
            }
            reader.readToEnd(lenient(value -> {
                HealthSummary report = HealthSummary.decode(value);
                if (!report.observedAt().isBefore(from) && !report.observedAt().isAfter(until)) {
                    reports.add(report);
                    if (reports.size() > MOST_REPORTS) {
                        reports.remove();
                    }
                }
            }));
        }
        return List.copyOf(reports);
    }

    /** Takes one message, or throws if it is none. */
    @FunctionalInterface
    private interface Taker {
        void take(byte[] value) throws IOException;
    }

    private void read(Topic topic, Taker taker) throws IOException {
        try (FleetReader reader = FleetReader.open(kafka, List.of(topic))) {
            reader.readToEnd(lenient(taker));
        }
    }

    /** What strangers wrote into a topic explains nothing. */
    private static FleetReader.Listener lenient(Taker taker) {
        return (topic, value) -> {
            if (value == null) {
                return;
            }
            try {
                taker.take(value);
            } catch (IOException | InvalidUpdateException unreadable) {
                return;
            }
        };
    }
}
