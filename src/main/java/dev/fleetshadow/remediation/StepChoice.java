package dev.fleetshadow.remediation;

import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.effect.ActionChooser;
import dev.fleetshadow.effect.ActionChooser.Candidate;
import dev.fleetshadow.effect.ActionChooser.Choice;
import java.util.List;
import java.util.Optional;

/** Chooses the step of a playbook to try next: in its order, or by what each was worth so far. */
final class StepChoice {

    private StepChoice() {}

    /** The step chosen before if the playbook still has it, a new one, or none if all were tried. */
    static Optional<Chosen> choose(Playbook playbook, RemediationCase open, Situation situation) {
        Attempt attempt = open.attempt();
        List<PlaybookStep> steps = playbook.steps();
        Optional<PlaybookStep> still = steps.stream().filter(attempt::is).findFirst();
        if (still.isPresent()) {
            return Optional.of(new Chosen(still.get(), attempt));
        }
        List<PlaybookStep> left =
                steps.stream().filter(step -> !attempt.hasTried(step)).toList();
        if (left.isEmpty() || attempt.number() > playbook.mostAttempts()) {
            return Optional.empty();
        }
        if (playbook.selection() == Selection.STATIC || left.size() == 1) {
            return Optional.of(chosen(open, left.get(0), ""));
        }
        List<Candidate> candidates =
                left.stream().map(step -> candidate(step, open, situation)).toList();
        Choice choice = ActionChooser.choose(candidates, situation.rules().seed(), open.commandId());
        return Optional.of(chosen(open, left.get(choice.index()), choice.summary(candidates)));
    }

    private static Candidate candidate(PlaybookStep step, RemediationCase open, Situation situation) {
        String kind = open.diagnosis().resource().kind();
        double cost = situation.rules().actions().types().get(step.action()).cost();
        return new Candidate(situation.effectiveness(open.diagnosis().failureMode(), step.action(), kind), cost);
    }

    private static Chosen chosen(RemediationCase open, PlaybookStep step, String odds) {
        return new Chosen(step, open.attempt().choosing(step, odds));
    }
}
