package dev.fleetshadow.simulator;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what the service said with the truth that only the simulator knows.
 *
 * <p>A diagnosis belongs to a fault of its resource that was active at some time of the diagnosed episode. The first one
 * counts: a second guess is not a right diagnosis. One that belongs to no fault is a false alarm.
 */
public final class Scorecard {

    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private final Map<String, RemediationRequest> commandsByDiagnosis = new HashMap<>();
    private final Map<String, Instant> verifiedByCommand = new HashMap<>();
    private int commands;

    public void diagnosed(Diagnosis diagnosis) {
        diagnoses.add(diagnosis);
    }

    public void sent(RemediationRequest command) {
        commands++;
        commandsByDiagnosis.putIfAbsent(command.diagnosisId(), command);
    }

    public void audited(AuditEvent entry) {
        if (entry.kind() == AuditKind.VERIFIED) {
            verifiedByCommand.put(entry.commandId(), entry.at());
        }
    }

    public int commands() {
        return commands;
    }

    /** In the order in which the faults began. */
    public List<FaultStory> stories(List<InjectedFault> truth, Instant now) {
        return truth.stream()
                .sorted(Comparator.comparing(InjectedFault::startedAt))
                .map(fault -> story(fault, now))
                .toList();
    }

    public List<Diagnosis> falseAlarms(List<InjectedFault> truth) {
        return diagnoses.stream()
                .filter(diagnosis -> truth.stream().noneMatch(fault -> belongs(diagnosis, fault)))
                .toList();
    }

    private FaultStory story(InjectedFault fault, Instant now) {
        Optional<Diagnosis> first = diagnoses.stream()
                .filter(diagnosis -> belongs(diagnosis, fault))
                .findFirst();
        return new FaultStory(
                fault,
                first.orElse(null),
                first.map(diagnosis -> commandsByDiagnosis.get(diagnosis.id()))
                        .map(RemediationRequest::action)
                        .orElse(""),
                verifiedByCommand.get(fault.curedBy()),
                !fault.fault().immediate() && fault.becameOutage(now));
    }

    private static boolean belongs(Diagnosis diagnosis, InjectedFault fault) {
        return diagnosis.resource().id().equals(fault.resourceId())
                && !diagnosis.at().isBefore(fault.startedAt())
                && (fault.active() || diagnosis.startedAt().isBefore(fault.curedAt()));
    }
}
