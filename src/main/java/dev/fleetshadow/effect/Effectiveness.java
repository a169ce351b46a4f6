package dev.fleetshadow.effect;

import java.util.Locale;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * How often an action helped against a failure mode on a kind of resources.
 *
 * @param verified times the score came back after it
 * @param failed times it did not, or the agent could not do it
 */
public record Effectiveness(String failureMode, String action, String kind, long verified, long failed) {

    public static Effectiveness unknown(String failureMode, String action, String kind) {
        return new Effectiveness(failureMode, action, kind, 0, 0);
    }

    /** What effects of the same thing are counted under. */
    public static String key(String failureMode, String action, String kind) {
        return failureMode + '/' + action + '/' + kind;
    }

    public String key() {
        return key(failureMode, action, kind);
    }

    public Effectiveness with(boolean helped) {
        return new Effectiveness(failureMode, action, kind, verified + (helped ? 1 : 0), failed + (helped ? 0 : 1));
    }

    /** What is known of the next time. */
    public Proportion helps() {
        return new Proportion(verified, failed);
    }

    public double mean() {
        return helps().mean();
    }

    /** Nineteen of twenty times it helps more often than this. */
    public double lower() {
        return helps().lower();
    }

    /** Nineteen of twenty times it helps less often than this. */
    public double upper() {
        return helps().upper();
    }

    /** One draw from the posterior, 0..1, as if it had helped so many times more. */
    public double sample(RandomGenerator random, long credit) {
        return new Proportion(verified + credit, failed).sample(random);
    }

    /** For people. */
    public String summary() {
        return String.format(Locale.ROOT, "%s helped %d of %d times", action, verified, verified + failed);
    }
}
