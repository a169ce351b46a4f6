package dev.fleetshadow.health;

import dev.fleetshadow.profile.Memories;
import dev.fleetshadow.profile.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Explains a score by the metrics that made it, largest share first, until 80 % of it is explained. */
final class Attribution {

    static final int MOST = 5;
    static final double EXPLAINED = 0.8;

    private Attribution() {}

    /** The columns to name, at most {@value #MOST}, largest share first. */
    static int[] columns(ResourceShadow shadow, Deviations deviations) {
        double[] smoothed = shadow.contributions;
        double unexplained = (1 - EXPLAINED) * sum(smoothed);
        double left = sum(smoothed);
        int[] columns = new int[MOST];
        int named = 0;
        for (int j = next(smoothed, -1); j >= 0 && named < MOST && left > unexplained; j = next(smoothed, j)) {
            left -= smoothed[j];
            if (deviations.present[j]) {
                columns[named++] = j;
            }
        }
        return Arrays.copyOf(columns, named);
    }

    static List<Contribution> of(int[] columns, ResourceShadow shadow, Deviations deviations) {
        double sum = sum(shadow.contributions);
        List<Contribution> contributions = new ArrayList<>(columns.length);
        for (int j : columns) {
            contributions.add(contribution(shadow, deviations, j, shadow.contributions[j] / sum));
        }
        return contributions;
    }

    /** Names at most {@code most} metrics, largest share first. */
    static List<String> ranking(ResourceShadow shadow, int most) {
        if (most == 0) {
            return List.of();
        }
        double[] smoothed = shadow.contributions;
        List<String> ranking = new ArrayList<>(most);
        for (int j = next(smoothed, -1); j >= 0 && ranking.size() < most; j = next(smoothed, j)) {
            ranking.add(shadow.profile.metric(j));
        }
        return ranking;
    }

    private static double sum(double[] smoothed) {
        double sum = 0;
        for (double contribution : smoothed) {
            sum += contribution;
        }
        return sum;
    }

    /** The column with the largest positive contribution after that of {@code before}; -1 if there is none. */
    private static int next(double[] smoothed, int before) {
        int best = -1;
        double largest = 0;
        for (int j = 0; j < smoothed.length; j++) {
            double contribution = smoothed[j];
            if (contribution > largest && (before < 0 || follows(smoothed, j, before))) {
                best = j;
                largest = contribution;
            }
        }
        return best;
    }

    /** Equal contributions are named in the order of their columns. */
    private static boolean follows(double[] smoothed, int j, int before) {
        return smoothed[j] < smoothed[before] || (smoothed[j] == smoothed[before] && j > before);
    }

    private static Contribution contribution(ResourceShadow shadow, Deviations deviations, int j, double share) {
        Memories memories = shadow.profile.memories();
        double observed = deviations.value[j];
        Memory widest = Memory.SHORT;
        for (Memory memory : Memory.values()) {
            if (Math.abs(memories.sigmas(j, memory, observed)) > Math.abs(memories.sigmas(j, widest, observed))) {
                widest = memory;
            }
        }
        double sigmas = memories.sigmas(j, widest, observed);
        double unexplained = deviations.mediumResidual[j];
        boolean alone = Math.abs(unexplained) > Math.abs(sigmas);
        Channel channel = alone ? Channel.UNEXPLAINED : channel(widest);
        double expected = memories.expected(j, alone ? Memory.MEDIUM : widest);
        return new Contribution(
                shadow.profile.metric(j), observed, expected, alone ? unexplained : sigmas, channel, share);
    }

    private static Channel channel(Memory memory) {
        return switch (memory) {
            case SHORT, VERY_SHORT -> Channel.SHORT_CHANGE;
            case MEDIUM -> Channel.TWO_DAYS;
            case LONG -> Channel.THIRTY_DAYS;
        };
    }
}
