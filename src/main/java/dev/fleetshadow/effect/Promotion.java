package dev.fleetshadow.effect;

import dev.fleetshadow.action.Mode;
import java.util.Locale;

/**
 * Says how far up the ladder of trust an action against a failure mode has come, and on what evidence: a suggestion, for the
 * rung itself is written in the policy by a person.
 *
 * @param rung the highest that the evidence carries
 * @param precision of the failure mode's diagnoses
 * @param heldOutShare of what the precision rests on
 * @param helps of the action
 */
public record Promotion(Mode rung, Proportion precision, double heldOutShare, Proportion helps) {

    /** A recommendation costs a person a look: one in three must be worth it. */
    static final double TO_RECOMMEND = 0.3;

    /** Whoever approves decides with care, but not against most of what is proposed. */
    static final double TO_APPROVE = 0.5;

    /** As many false alarms as healthy resources restarted for nothing: one in five at most. */
    static final double TO_ENFORCE = 0.8;

    /** What is done without asking has to help more often than not. */
    static final double TO_HELP = 0.5;

    static Promotion of(ModeRecord mode, ActionRecord action) {
        Proportion precision = mode.precision();
        Proportion helps = action.effectiveness().helps();
        return new Promotion(rung(precision, helps), precision, mode.heldOutShare(), helps);
    }

    private static Mode rung(Proportion precision, Proportion helps) {
        double atLeast = precision.lower();
        if (atLeast < TO_RECOMMEND) {
            return Mode.OBSERVE;
        }
        if (atLeast < TO_APPROVE) {
            return Mode.RECOMMEND;
        }
        return atLeast < TO_ENFORCE || helps.lower() < TO_HELP ? Mode.APPROVE : Mode.ENFORCE;
    }

    /** For people. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s: precision at least %.2f with 95 %% at %d decided episodes, %.0f %% of them held out;"
                        + " it helps at least %.2f with 95 %% at %d times",
                rung.name().toLowerCase(Locale.ROOT),
                precision.lower(),
                precision.trials(),
                100 * heldOutShare,
                helps.lower(),
                helps.trials());
    }
}
