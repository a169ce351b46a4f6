package dev.fleetshadow.remediation;

import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.diagnosis.DerivedId;
import dev.fleetshadow.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One step that is considered, proposed or under way. It keeps what the playbook said when the step was chosen: the policy
 * may change meanwhile, and what was approved or sent was that step and no other.
 *
 * @param number from 1
 * @param commandId derived from the diagnosis and the number
 * @param action id, empty while none is chosen
 * @param parameters as the step names them
 * @param settleSeconds of the step
 * @param recoverSeconds of the step
 * @param tried steps tried before, each by its action and parameters
 * @param odds with which the step was chosen; empty if there was nothing to choose
 */
public record Attempt(
        int number,
        String commandId,
        String action,
        Map<String, String> parameters,
        long settleSeconds,
        long recoverSeconds,
        List<String> tried,
        String odds) {

    static Attempt first(Diagnosis diagnosis) {
        return unchosen(diagnosis, 1, List.of());
    }

    Attempt next(Diagnosis diagnosis) {
        List<String> used = new ArrayList<>(tried);
        if (chosen()) {
            used.add(name(action, parameters));
        }
        return unchosen(diagnosis, number + 1, List.copyOf(used));
    }

    private static Attempt unchosen(Diagnosis diagnosis, int number, List<String> tried) {
        return new Attempt(number, commandId(diagnosis, number), "", Map.of(), 0, 0, tried, "");
    }

    Attempt choosing(PlaybookStep step, String withOdds) {
        return new Attempt(
                number,
                commandId,
                step.action(),
                step.parameters(),
                step.settleFor().toSeconds(),
                step.recoverWithin().toSeconds(),
                tried,
                withOdds);
    }

    boolean chosen() {
        return !action.isEmpty();
    }

    /** Whether this is the step that was chosen. */
    boolean is(PlaybookStep step) {
        return name(action, parameters).equals(name(step.action(), step.parameters()));
    }

    boolean sameStepAs(Attempt other) {
        return name(action, parameters).equals(name(other.action, other.parameters));
    }

    boolean hasTried(PlaybookStep step) {
        return tried.contains(name(step.action(), step.parameters()));
    }

    Instant settledAt(Instant done) {
        return done.plusSeconds(settleSeconds);
    }

    Instant recoveredBy(Instant done) {
        return done.plusSeconds(recoverSeconds);
    }

    private static String name(String action, Map<String, String> parameters) {
        return action + new TreeMap<>(parameters);
    }

    private static String commandId(Diagnosis diagnosis, int number) {
        return DerivedId.of(diagnosis.at(), "command", diagnosis.id(), Integer.toString(number));
    }
}
