package dev.fleetshadow.health;

import dev.fleetshadow.profile.Memories;
import dev.fleetshadow.profile.Memory;
import java.util.ArrayList;
import java.util.List;

/** Explains a score by the metrics that made it, largest share first, until 80 % of it is explained. */
final class Attribution {

    static final int MOST = 5;
    static final double EXPLAINED = 0.8;

    private Attribution() {}

    static List<Contribution> of(ResourceShadow shadow, Deviations deviations) {
        double[] smoothed = shadow.contributions;
        double sum = 0;
        for (double contribution : smoothed) {
            sum += contribution;
        }
        if (!(sum > 0)) {
            return List.of();
        }
        List<Contribution> largest = new ArrayList<>(MOST);
        double explained = 0;
        boolean[] taken = new boolean[smoothed.length];
        while (largest.size() < MOST && explained < EXPLAINED * sum) {
            int j = largest(smoothed, taken);
            if (j < 0) {
                break;
            }
            taken[j] = true;
            explained += smoothed[j];
            if (deviations.present[j]) {
                largest.add(contribution(shadow, deviations, j, smoothed[j] / sum));
            }
        }
        return largest;
    }

    private static int largest(double[] smoothed, boolean[] taken) {
        int best = -1;
        for (int j = 0; j < smoothed.length; j++) {
            if (!taken[j] && smoothed[j] > 0 && (best < 0 || smoothed[j] > smoothed[best])) {
                best = j;
            }
        }
        return best;
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
