package dev.fleetshadow.settings;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.census.BreakerSettings;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.remediation.Rules;
import java.io.Serializable;
import java.util.List;

/** What an operator decides: which failures are looked for, what is done about them, and within which limits. */
public record Policy(
        List<FailureMode> failureModes, Recovery recovery, GateSettings gate, BreakerSettings breaker, Rules rules)
        implements Serializable {

    public Policy {
        failureModes = List.copyOf(failureModes);
    }

    /** The same policy under the mode a job was started with, which is its default and its ceiling. */
    public Policy under(Mode mode) {
        return mode == null
                ? this
                : new Policy(
                        failureModes,
                        recovery,
                        gate,
                        breaker,
                        rules.withTrust(rules.trust().under(mode)));
    }
}
