package dev.fleetshadow.effect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Chooses what to try next by Thompson sampling: each action's chance to help is drawn from its posterior, and the one with
 * the most chance for its cost is taken, so that what is known to help is used and what is little known is still tried.
 *
 * <p>A step that does not help is followed by the next one. Of such a ladder the expected cost is least if steps are tried in
 * the order of chance over cost (Mitten, Journal of Industrial Engineering 11, 1960). To every cost {@value #DELAY} is added,
 * for the time until a step is known not to have helped.
 *
 * <p>The order of the candidates is what a person thinks of them before anything is known: the first is given credit for
 * {@value #FIRST_CREDIT} successes, the next for half of that, and so on. A few failures outweigh it.
 *
 * <p>Thompson 1933; used for the same choice by Narya (Levy et al., OSDI 2020). The probabilities with which each action
 * would have been taken are estimated by {@value #DRAWS} further draws: with them in the audit trail, other ways of
 * choosing can be judged from the same history. Seeded by what is decided: the same decision draws the same numbers.
 */
public final class ActionChooser {

    private static final int DRAWS = 500;
    private static final int FIRST_CREDIT = 4;
    private static final double DELAY = 0.1;

    /** One action that may be tried, and what it costs, 0..1. */
    public record Candidate(Effectiveness effectiveness, double cost) {}

    /**
     * What was chosen.
     *
     * @param index among the candidates
     * @param probabilities of each candidate to be chosen, in their order
     */
    public record Choice(int index, List<Double> probabilities) {

        /** For the audit trail. */
        public String summary(List<Candidate> candidates) {
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < candidates.size(); i++) {
                Effectiveness known = candidates.get(i).effectiveness();
                words.append(i == 0 ? "" : "; ")
                        .append(String.format(
                                Locale.ROOT, "%s with probability %.2f", known.summary(), probabilities.get(i)));
            }
            return words.toString();
        }
    }

    private ActionChooser() {}

    /** Chooses among at least one candidate for the decision of this name. */
    public static Choice choose(List<Candidate> candidates, long seed, String decision) {
        UUID hash = UUID.nameUUIDFromBytes((seed + "\n" + decision).getBytes(StandardCharsets.UTF_8));
        long mixed = hash.getMostSignificantBits() ^ hash.getLeastSignificantBits();
        RandomGenerator random = new Well19937c(mixed);
        int chosen = draw(candidates, random);
        int[] times = new int[candidates.size()];
        for (int i = 0; i < DRAWS; i++) {
            times[draw(candidates, random)]++;
        }
        List<Double> probabilities = new ArrayList<>();
        for (int count : times) {
            probabilities.add(count / (double) DRAWS);
        }
        return new Choice(chosen, List.copyOf(probabilities));
    }

    private static int draw(List<Candidate> candidates, RandomGenerator random) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            double helps = candidate.effectiveness().sample(random, FIRST_CREDIT / (i + 1));
            double worth = helps / (candidate.cost() + DELAY);
            if (worth > most) {
                most = worth;
                best = i;
            }
        }
        return best;
    }
}
