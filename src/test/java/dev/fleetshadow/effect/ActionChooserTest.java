package dev.fleetshadow.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.effect.ActionChooser.Candidate;
import dev.fleetshadow.effect.ActionChooser.Choice;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What helped is used, what is little known is still tried, and what costs more has to help more. */
class ActionChooserTest {

    @Test
    void theSameDecisionIsAlwaysTheSameAndAnotherMayDiffer() {
        List<Candidate> candidates = List.of(candidate("a", 1, 1, 0), candidate("b", 1, 1, 0));
        Choice first = ActionChooser.choose(candidates, 7, "command-1");
        assertThat(ActionChooser.choose(candidates, 7, "command-1")).isEqualTo(first);
        long firsts = 0;
        for (int i = 0; i < 200; i++) {
            firsts += ActionChooser.choose(candidates, 7, "command-" + i).index();
        }
        assertThat(firsts).isBetween(60L, 140L);
    }

    @Test
    void theProbabilitiesAreThoseOfBeingChosen() {
        List<Candidate> candidates =
                List.of(candidate("a", 3, 5, 0.05), candidate("b", 5, 3, 0.2), candidate("c", 0, 0, 0.1));
        double[] chosen = new double[3];
        for (int i = 0; i < 2_000; i++) {
            chosen[ActionChooser.choose(candidates, 7, "command-" + i).index()] += 1 / 2_000.0;
        }
        List<Double> told = ActionChooser.choose(candidates, 7, "any").probabilities();
        for (int i = 0; i < 3; i++) {
            assertThat(told.get(i)).isCloseTo(chosen[i], within(0.08));
        }
        assertThat(told.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void ofTwoThatHelpAlikeTheCheaperIsTaken() {
        List<Candidate> candidates = List.of(candidate("dear", 90, 10, 0.3), candidate("cheap", 90, 10, 0.05));
        for (int i = 0; i < 100; i++) {
            assertThat(ActionChooser.choose(candidates, 7, "command-" + i).index())
                    .isEqualTo(1);
        }
    }

    @Test
    void itLearnsWhichActionHelpsAndHardlyTriesTheOtherAnyMore() {
        SplittableRandom world = new SplittableRandom(3);
        Effectiveness rarely = Effectiveness.unknown("leak", "restart", "host");
        Effectiveness mostly = Effectiveness.unknown("leak", "replace", "host");
        int wrong = 0;
        for (int i = 0; i < 300; i++) {
            List<Candidate> candidates = List.of(new Candidate(rarely, 0.1), new Candidate(mostly, 0.1));
            boolean first = ActionChooser.choose(candidates, 7, "command-" + i).index() == 0;
            boolean helped = world.nextDouble() < (first ? 0.1 : 0.9);
            rarely = first ? rarely.with(helped) : rarely;
            mostly = first ? mostly : mostly.with(helped);
            wrong += first && i >= 50 ? 1 : 0;
        }
        assertThat(wrong).isLessThan(10);
        assertThat(mostly.lower()).isGreaterThan(rarely.upper());
        assertThat(mostly.mean()).isCloseTo(0.9, within(0.06));
    }

    private static Candidate candidate(String action, long verified, long failed, double cost) {
        return new Candidate(new Effectiveness("leak", action, "host", verified, failed), cost);
    }
}
