package dev.fleetshadow.simulator;

import dev.fleetshadow.diagnosis.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one injected fault.
 *
 * @param diagnosis the first one made of it, or {@code null}
 * @param command name of the action that was sent for it first, or empty
 * @param verifiedAt when the audit trail says that the score came back after the command that cured it, or {@code null}
 * @param outage whether the service failed before it was cured; never for a crash, which begins as one
 */
public record FaultStory(InjectedFault fault, Diagnosis diagnosis, String command, Instant verifiedAt, boolean outage) {

    public boolean detected() {
        return diagnosis != null;
    }

    public boolean diagnosedRight() {
        return detected() && diagnosis.failureMode().equals(fault.failureMode());
    }

    /** Cured by a command, neither by itself nor by a person. */
    public boolean remediated() {
        return fault.curedByCommand();
    }

    public boolean recovered() {
        return verifiedAt != null;
    }

    public boolean closed() {
        return diagnosedRight() && remediated() && recovered();
    }

    /** From the beginning of the fault to its diagnosis. */
    public Optional<Duration> delay() {
        return Optional.ofNullable(diagnosis).map(made -> Duration.between(fault.startedAt(), made.at()));
    }

    /** From the diagnosis to the outage there would have been; a crash leaves none, and what is harmless knows none. */
    public Optional<Duration> lead() {
        return Optional.ofNullable(diagnosis)
                .filter(made -> !fault.fault().immediate() && fault.outageAt() != null)
                .map(made -> Duration.between(made.at(), fault.outageAt()));
    }
}
