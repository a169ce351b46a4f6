package dev.fleetshadow.forecast;

/**
 * Remembers how far a metric's rises have gone before they ended, and says how likely the present one goes on to a limit.
 *
 * <p>Most rises end: one that has gained {@code x} gains {@code y} with a chance of {@code (x / y)^a}, a Pareto law, whose
 * exponent is estimated from the metric's own past (Hill 1975), and from the present rise, which has not ended yet. The
 * exponent is not known but has a gamma distribution around 1, the law of what is as old as it will last (Gott 1993), worth
 * {@value #PRIOR} rises; the chance is the mean over it. A rise ends when half its gain is lost; one that lasts longer than
 * can be said anything about counts as not ended.
 */
final class Persistence {

    private static final double PRIOR = 2;
    /** More are halved, so that the metric may change its ways. */
    private static final double MOST_RISES = 32;

    private static final int RISES = 0;
    private static final int LOG_GROWTH = 1;
    private static final int BASE = 2;
    private static final int FIRST = 3;
    private static final int PEAK = 4;
    private static final int SINCE = 5;
    static final int CELLS = 6;

    private Persistence() {}

    /**
     * Learns one block.
     *
     * @param lead how far a steady rise has come above what was there before it; 0 if there is none
     * @param most blocks of a rise
     */
    static void learn(double[] cells, int at, long block, double mean, double lead, long most) {
        if (cells[at + FIRST] > 0) {
            double gain = mean - cells[at + BASE];
            cells[at + PEAK] = Math.max(cells[at + PEAK], (float) gain);
            boolean ended = gain < cells[at + PEAK] / 2;
            if (ended || block - cells[at + SINCE] > most) {
                count(cells, at, ended);
            }
        }
        if (cells[at + FIRST] == 0 && lead > 0) {
            cells[at + FIRST] = cells[at + PEAK] = (float) lead;
            cells[at + BASE] = (float) (mean - lead);
            cells[at + SINCE] = block;
        }
    }

    /** Gives up on a rise that was not seen to its end. */
    static void interrupt(double[] cells, int at) {
        cells[at + FIRST] = 0;
    }

    /** The chance, 0..1, that the rise under way goes on from a level to a limit above; 0 if none is. */
    static double probability(double[] cells, int at, double level, double limit) {
        double gain = level - cells[at + BASE];
        if (cells[at + FIRST] == 0 || gain <= 0) {
            return 0;
        }
        double growth = PRIOR + cells[at + LOG_GROWTH] + Math.log(cells[at + PEAK] / cells[at + FIRST]);
        double further = Math.log((limit - cells[at + BASE]) / gain);
        return Math.pow(growth / (growth + further), PRIOR + cells[at + RISES]);
    }

    private static void count(double[] cells, int at, boolean ended) {
        double share = cells[at + RISES] < MOST_RISES ? 1 : 0.5;
        double growth = cells[at + LOG_GROWTH] + Math.log(cells[at + PEAK] / cells[at + FIRST]);
        cells[at + LOG_GROWTH] = (float) (share * growth);
        cells[at + RISES] = share * (cells[at + RISES] + (ended ? 1 : 0));
        cells[at + FIRST] = 0;
    }
}
