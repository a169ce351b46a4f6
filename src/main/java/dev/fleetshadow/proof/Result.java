package dev.fleetshadow.proof;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.simulator.ActionTaken;
import dev.fleetshadow.simulator.AgentAction;
import dev.fleetshadow.simulator.Downtime;
import dev.fleetshadow.simulator.InjectedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What came of one scenario in the hands of one who looked after the fleet, with the truth beside it.
 *
 * @param sent commands to resources, in order
 * @param tickets commands to the service desk
 * @param effects known at the end
 */
record Result(
        Instant from,
        Instant until,
        List<InjectedFault> faults,
        Map<String, Downtime> downtimes,
        List<ActionTaken> actions,
        List<Sent> sent,
        List<RemediationRequest> tickets,
        List<Diagnosis> diagnoses,
        List<AuditEvent> audit,
        Map<String, Effectiveness> effects) {

    /**
     * A command to a resource.
     *
     * @param needed whether the resource had a fault then, one that is not harmless
     */
    record Sent(RemediationRequest request, Instant at, boolean needed) {
        String resourceId() {
            return request.resource().id();
        }

        AgentAction action() {
            return AgentAction.named(request.action());
        }
    }

    Downtime downtime() {
        return downtimes.values().stream().reduce(Downtime.NONE, Downtime::plus);
    }

    Downtime downtime(List<String> resourceIds) {
        return resourceIds.stream()
                .map(id -> downtimes.getOrDefault(id, Downtime.NONE))
                .reduce(Downtime.NONE, Downtime::plus);
    }

    long falseRemediations() {
        return sent.stream().filter(command -> !command.needed()).count();
    }

    /** Commands to these resources from one time of the scenario to another. */
    List<Sent> sent(List<String> resourceIds, Duration after, Duration before) {
        return sent.stream()
                .filter(command -> resourceIds.contains(command.resourceId())
                        && !command.at().isBefore(from.plus(after))
                        && command.at().isBefore(from.plus(before)))
                .toList();
    }

    /** Faults that something should be done about. */
    Stream<InjectedFault> harmful() {
        return faults.stream().filter(fault -> !fault.fault().harmless());
    }

    long outages() {
        return harmful().filter(fault -> fault.becameOutage(until)).count();
    }

    /** From the first diagnosis of each foreseeable fault to the outage there would have been; negative if it came later. */
    List<Duration> leads() {
        return harmful()
                .filter(fault -> !fault.fault().immediate())
                .flatMap(fault -> firstDiagnosis(fault).stream()
                        .map(diagnosis -> Duration.between(diagnosis.at(), fault.outageAt())))
                .sorted()
                .toList();
    }

    Optional<Diagnosis> firstDiagnosis(InjectedFault fault) {
        return diagnoses.stream()
                .filter(diagnosis -> diagnosis.resource().id().equals(fault.resourceId())
                        && !diagnosis.at().isBefore(fault.startedAt())
                        && (fault.active() || diagnosis.at().isBefore(fault.curedAt())))
                .min(Comparator.comparing(Diagnosis::at));
    }

    List<AuditEvent> entries(AuditKind kind) {
        return audit.stream().filter(entry -> entry.kind() == kind).toList();
    }

    /** How often each guardrail withheld something. */
    Map<String, Long> withheld() {
        Map<String, Long> counts = new TreeMap<>();
        entries(AuditKind.WITHHELD).forEach(entry -> counts.merge(entry.guardrail(), 1L, Long::sum));
        return counts;
    }
}
