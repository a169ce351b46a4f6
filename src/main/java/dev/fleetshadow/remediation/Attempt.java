package dev.fleetshadow.remediation;

import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.diagnosis.DerivedId;
import dev.fleetshadow.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One step that is considered, proposed or under way. It keeps what the playbook said when the step was chosen: the policy
 * may change meanwhile.
 *
 * @param number from 1
 * @param commandId derived from the diagnosis and the number
 * @param step its place in the playbook; -1 while none is chosen
 * @param action id, empty while none is chosen
 * @param settleSeconds of the step
 * @param recoverSeconds of the step
 * @param tried places of the steps tried before
 * @param odds with which the step was chosen; empty if there was nothing to choose
 */
public record Attempt(
        int number,
        String commandId,
        int step,
        String action,
        long settleSeconds,
        long recoverSeconds,
        List<Integer> tried,
        String odds) {

    static Attempt first(Diagnosis diagnosis) {
        return new Attempt(1, commandId(diagnosis, 1), -1, "", 0, 0, List.of(), "");
    }

    Attempt next(Diagnosis diagnosis) {
        List<Integer> used = new ArrayList<>(tried);
        if (step >= 0) {
            used.add(step);
        }
        return new Attempt(number + 1, commandId(diagnosis, number + 1), -1, "", 0, 0, List.copyOf(used), "");
    }

    Attempt choosing(int place, PlaybookStep chosen, String withOdds) {
        return new Attempt(
                number,
                commandId,
                place,
                chosen.action(),
                chosen.settleFor().toSeconds(),
                chosen.recoverWithin().toSeconds(),
                tried,
                withOdds);
    }

    Instant settledAt(Instant done) {
        return done.plusSeconds(settleSeconds);
    }

    Instant recoveredBy(Instant done) {
        return done.plusSeconds(recoverSeconds);
    }

    private static String commandId(Diagnosis diagnosis, int number) {
        return DerivedId.of(diagnosis.at(), "command", diagnosis.id(), Integer.toString(number));
    }
}
