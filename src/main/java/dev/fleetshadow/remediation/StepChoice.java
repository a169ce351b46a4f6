package dev.fleetshadow.remediation;

import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.effect.ActionChooser;
import dev.fleetshadow.effect.ActionChooser.Candidate;
import dev.fleetshadow.effect.ActionChooser.Choice;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Chooses the step of a playbook to try next: in its order, or by what each was worth so far. */
final class StepChoice {

    private StepChoice() {}

    /** The step chosen before, a new one, or none if all were tried. */
    static Optional<Chosen> choose(Playbook playbook, RemediationCase open, Situation situation) {
        Attempt attempt = open.attempt();
        List<PlaybookStep> steps = playbook.steps();
        if (attempt.step() >= 0 && attempt.step() < steps.size()) {
            return Optional.of(new Chosen(steps.get(attempt.step()), attempt));
        }
        List<Integer> left = IntStream.range(0, steps.size())
                .filter(place -> !attempt.tried().contains(place))
                .boxed()
                .toList();
        if (left.isEmpty() || attempt.number() > playbook.mostAttempts()) {
            return Optional.empty();
        }
        if (playbook.selection() == Selection.STATIC || left.size() == 1) {
            return Optional.of(chosen(playbook, open, left.get(0), ""));
        }
        List<Candidate> candidates = left.stream()
                .map(place -> candidate(steps.get(place), open, situation))
                .toList();
        Choice choice = ActionChooser.choose(candidates, situation.rules().seed(), open.commandId());
        return Optional.of(chosen(playbook, open, left.get(choice.index()), choice.summary(candidates)));
    }

    private static Candidate candidate(PlaybookStep step, RemediationCase open, Situation situation) {
        String kind = open.diagnosis().resource().kind();
        double cost = situation.rules().actions().types().get(step.action()).cost();
        return new Candidate(situation.effectiveness(open.diagnosis().failureMode(), step.action(), kind), cost);
    }

    private static Chosen chosen(Playbook playbook, RemediationCase open, int place, String odds) {
        PlaybookStep step = playbook.steps().get(place);
        return new Chosen(step, open.attempt().choosing(place, step, odds));
    }
}
