package dev.fleetshadow.proof;

import dev.fleetshadow.settings.Policy;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A story that is told about a fleet, and what must hold however it is looked after.
 *
 * @param name by which it is asked for
 * @param what happens, in a sentence
 * @param edit of the policy, for what the story is about
 * @param rehearsal what was lived through before by whoever learns; {@code null} for the usual faults
 */
record Scenario(
        Chapter chapter,
        String name,
        String what,
        Duration lasts,
        Plot.Author plot,
        UnaryOperator<Policy> edit,
        Plot.Author rehearsal,
        List<Expectation> expectations) {

    Scenario {
        expectations = List.copyOf(expectations);
    }

    static Scenario of(Chapter chapter, String name, String what, Duration lasts, Plot.Author plot) {
        return new Scenario(chapter, name, what, lasts, plot, UnaryOperator.identity(), null, List.of());
    }

    Scenario edited(UnaryOperator<Policy> with) {
        return new Scenario(chapter, name, what, lasts, plot, with, rehearsal, expectations);
    }

    Scenario rehearsed(Plot.Author before) {
        return new Scenario(chapter, name, what, lasts, plot, edit, before, expectations);
    }

    Scenario expecting(Expectation... all) {
        return new Scenario(chapter, name, what, lasts, plot, edit, rehearsal, List.of(all));
    }
}
