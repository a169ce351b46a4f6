package dev.fleetshadow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults of one service, one at a time. */
final class FaultHistory {

    private final List<InjectedFault> faults = new ArrayList<>();

    List<InjectedFault> all() {
        return faults;
    }

    Optional<InjectedFault> active() {
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(faults.get(faults.size() - 1)).filter(InjectedFault::active);
    }

    void begin(InjectedFault fault) {
        active().ifPresent(present -> {
            throw new IllegalStateException(present.resourceId() + " has a fault already: " + present);
        });
        faults.add(fault);
    }

    /** Ends what has come to its end; whether it was a person who ended it. */
    boolean settle(Instant now, Duration repairAfter) {
        Optional<InjectedFault> settled = active().map(fault -> fault.settled(now, repairAfter));
        settled.ifPresent(this::replace);
        return settled.filter(fault -> fault.curedBy().equals(InjectedFault.PERSON))
                .isPresent();
    }

    /** Ends the active fault if the action works on it; whether it did. */
    boolean treat(AgentAction action, String commandId, Instant now) {
        Optional<InjectedFault> treated = active().filter(fault -> fault.cures().contains(action.command()));
        treated.ifPresent(fault -> replace(fault.cured(now, commandId)));
        return treated.isPresent();
    }

    /** Whether there was something at that time that needed to be done something about. */
    boolean neededHelp(Instant at) {
        return faults.stream()
                .anyMatch(fault -> !fault.fault().harmless()
                        && !fault.startedAt().isAfter(at)
                        && (fault.active() || fault.curedAt().isAfter(at)));
    }

    private void replace(InjectedFault fault) {
        faults.set(faults.size() - 1, fault);
    }
}
