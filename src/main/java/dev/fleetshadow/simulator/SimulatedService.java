package dev.fleetshadow.simulator;

import dev.fleetshadow.action.CommandInbox;
import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.telemetry.ReportedPrediction;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One service with its agent: it reports, predicts, falls ill, and does what it is told, whether that helps or not. */
final class SimulatedService {

    static final Set<String> ACTIONS =
            Set.of("restart-service", "rollback-release", "clean-disk", "redirect-traffic", "scale-up");
    private static final Duration ACTION_TAKES = Duration.ofMinutes(3);
    private static final String MODEL = "agent-trend/1";

    private final Resource resource;
    private final Duration interval;
    private final Vitals vitals;
    private final CommandInbox inbox;
    private final Trend memory = new Trend();
    private final Trend disk = new Trend();
    private final List<InjectedFault> faults = new ArrayList<>();
    private RemediationRequest underWay;
    private Instant doneAt;

    SimulatedService(Resource resource, Duration interval, Vitals vitals) {
        this.resource = resource;
        this.interval = interval;
        this.vitals = vitals;
        this.inbox = new CommandInbox(resource.id(), ACTIONS);
    }

    Resource resource() {
        return resource;
    }

    List<InjectedFault> faults() {
        return faults;
    }

    Optional<InjectedFault> activeFault() {
        return faults.stream().filter(InjectedFault::active).findFirst();
    }

    void inject(Fault fault, Instant now) {
        if (activeFault().isPresent()) {
            throw new IllegalStateException(
                    resource.id() + " has a fault already: " + activeFault().get());
        }
        faults.add(InjectedFault.begun(resource.id(), fault, now));
    }

    StatusUpdate report(Instant at) {
        Optional<InjectedFault> fault = activeFault();
        double progress = fault.map(active -> active.progress(at)).orElse(0.0);
        if (progress >= 1) {
            memory.clear();
            disk.clear();
            return new StatusUpdate(resource, at, ResourceStatus.FAILED, Map.of(), List.of(), null);
        }
        Map<String, Double> metrics = vitals.at(
                at,
                interval.toMillis() / 60_000.0,
                fault.map(InjectedFault::fault).orElse(null),
                progress);
        memory.add(metrics.get("system.memory.utilization"));
        disk.add(metrics.get("system.filesystem.utilization"));
        return new StatusUpdate(resource, at, ResourceStatus.RUNNING, metrics, List.of(), prediction(at));
    }

    /** The agent's first answer: a refusal, the answer to a repeat, or that it has begun. */
    RemediationOutcome execute(RemediationRequest request, Instant now) {
        Optional<RemediationOutcome> refusal = inbox.refusal(request, now);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (underWay != null) {
            return inbox.answer(request, CommandState.REJECTED, now, "busy with " + underWay.action());
        }
        underWay = request;
        doneAt = now.plus(ACTION_TAKES);
        return inbox.answer(request, CommandState.IN_PROGRESS, now, request.action() + " has begun");
    }

    /** The agent's last answer, once the action has taken its time. */
    Optional<RemediationOutcome> finished(Instant now) {
        if (underWay == null || now.isBefore(doneAt)) {
            return Optional.empty();
        }
        RemediationRequest request = underWay;
        underWay = null;
        takeEffect(request, now);
        return Optional.of(inbox.answer(request, CommandState.SUCCESS, now, request.action() + " is done"));
    }

    private void takeEffect(RemediationRequest request, Instant now) {
        switch (request.action()) {
            case "restart-service", "rollback-release" -> vitals.restart();
            case "redirect-traffic" -> vitals.redirectTraffic();
            default -> {}
        }
        memory.clear();
        disk.clear();
        faults.replaceAll(fault -> fault.active() && fault.fault().cure().equals(request.action())
                ? fault.cured(now, request.commandId())
                : fault);
    }

    private ReportedPrediction prediction(Instant at) {
        return memory.breach(at, interval)
                .map(breach -> new ReportedPrediction("memory-exhaustion", breach.probability(), breach.at(), MODEL))
                .or(() -> disk.breach(at, interval)
                        .map(breach ->
                                new ReportedPrediction("disk-filling", breach.probability(), breach.at(), MODEL)))
                .orElse(null);
    }
}
