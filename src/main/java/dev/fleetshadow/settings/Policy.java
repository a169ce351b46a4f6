package dev.fleetshadow.settings;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.remediation.Guardrails;
import java.util.List;

/** What an operator decides: which failures are looked for, what is done about them, and within which limits. */
public record Policy(
        List<FailureMode> failureModes, Recovery recovery, List<Playbook> playbooks, Guardrails guardrails) {

    /** The same policy in another mode of the job; playbooks that name their own keep it. */
    public Policy withMode(Mode mode) {
        return new Policy(failureModes, recovery, playbooks, guardrails.withMode(mode));
    }
}
