package dev.fleetshadow.proof;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.remediation.Rules;
import dev.fleetshadow.settings.Policy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Changes single things of a policy, so that a scenario or a comparison can ask what difference they make. */
final class PolicyEdit {

    private static final int NEVER = Integer.MAX_VALUE;

    private PolicyEdit() {}

    static Policy limits(Policy policy, UnaryOperator<Guardrails> edit) {
        Rules rules = policy.rules();
        return with(
                policy,
                new Rules(
                        rules.actions(),
                        rules.playbooks(),
                        rules.trust(),
                        edit.apply(rules.limits()),
                        rules.specials(),
                        rules.maintenance(),
                        rules.desk(),
                        rules.seed()));
    }

    static Policy budget(Policy policy, UnaryOperator<Guardrails.Budget> edit) {
        return limits(
                policy,
                limits -> new Guardrails(
                        edit.apply(limits.budget()), limits.patience(), limits.doubt(), limits.disabled()));
    }

    static Policy patience(Policy policy, UnaryOperator<Guardrails.Patience> edit) {
        return limits(
                policy,
                limits -> new Guardrails(
                        limits.budget(), edit.apply(limits.patience()), limits.doubt(), limits.disabled()));
    }

    /** Without these checks, whatever else is written. */
    static Policy without(Policy policy, Set<Guardrail> guardrails) {
        if (guardrails.isEmpty()) {
            return policy;
        }
        Set<Guardrail> disabled = EnumSet.copyOf(guardrails);
        disabled.addAll(policy.rules().limits().disabled());
        return limits(policy, limits -> new Guardrails(limits.budget(), limits.patience(), limits.doubt(), disabled));
    }

    static Policy playbooks(Policy policy, UnaryOperator<Playbook> edit) {
        Rules rules = policy.rules();
        List<Playbook> edited = rules.playbooks().stream().map(edit).toList();
        return with(
                policy,
                new Rules(
                        rules.actions(),
                        edited,
                        rules.trust(),
                        rules.limits(),
                        rules.specials(),
                        rules.maintenance(),
                        rules.desk(),
                        rules.seed()));
    }

    static Playbook steps(Playbook book, UnaryOperator<PlaybookStep> edit) {
        return new Playbook(
                book.failureMode(),
                book.kinds(),
                book.scoreBelow(),
                book.steps().stream().map(edit).toList(),
                book.selection(),
                book.mostAttempts(),
                book.mode());
    }

    static Policy selection(Policy policy, Selection selection) {
        return playbooks(
                policy,
                book -> new Playbook(
                        book.failureMode(),
                        book.kinds(),
                        book.scoreBelow(),
                        book.steps(),
                        selection,
                        book.mostAttempts(),
                        book.mode()));
    }

    /** Nothing is tried while the score is at or above this. */
    static Policy scoreBelow(Policy policy, double score) {
        return playbooks(
                policy,
                book -> new Playbook(
                        book.failureMode(),
                        book.kinds(),
                        score,
                        book.steps(),
                        book.selection(),
                        book.mostAttempts(),
                        book.mode()));
    }

    static Policy cooldown(Policy policy, Duration cooldown) {
        return patience(
                policy,
                patience -> new Guardrails.Patience(
                        cooldown, patience.approvalWithin(), patience.waitAtMost(), patience.quarantine()));
    }

    /** No domain is ever held, so that what else is in the way shows. */
    static Policy gateOff(Policy policy) {
        GateSettings gate = policy.gate();
        return new Policy(
                policy.failureModes(),
                policy.recovery(),
                new GateSettings(gate.labels(), NEVER, gate.illShare(), gate.stalledShare(), gate.releaseAfter()),
                policy.breaker(),
                policy.rules());
    }

    static Policy mode(Policy policy, Mode mode) {
        return policy.under(mode);
    }

    private static Policy with(Policy policy, Rules rules) {
        return new Policy(policy.failureModes(), policy.recovery(), policy.gate(), policy.breaker(), rules);
    }
}
