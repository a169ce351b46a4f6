package dev.fleetshadow.health;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Stores log scores in 12 bits each, two in three bytes.
 *
 * <p>A log score lies between ln(1e-6) = -13.8, where nothing deviates, and 11.4, where every metric does so by the cap in
 * every channel. The 4096 steps from -14 to {@value #HIGHEST} are 0.0062 apart; a larger score never gets a smaller step,
 * and what lies outside gets the last one. The slope of the calibrated tail is at most 105 per unit, so that half a
 * step moves a return period by two fifths at the very most.
 */
final class LogScores {

    static final double LOWEST = -14;
    static final double HIGHEST = 11.5;
    /** Where layout 2 ended. */
    static final double SECOND_LAYOUT_HIGHEST = 10;

    private static final int STEPS = 4096;
    private static final int BITS = 12;

    private LogScores() {}

    static void write(DataOutput out, double[] scores) throws IOException {
        out.writeShort(scores.length);
        for (int i = 0; i < scores.length; i += 2) {
            int pair = step(scores[i]) << BITS | (i + 1 < scores.length ? step(scores[i + 1]) : 0);
            out.writeByte(pair >> 16);
            out.writeShort(pair);
        }
    }

    static double[] read(DataInput in, double highest) throws IOException {
        double[] scores = new double[in.readShort()];
        for (int i = 0; i < scores.length; i += 2) {
            int pair = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            scores[i] = score(pair >> BITS, highest);
            if (i + 1 < scores.length) {
                scores[i + 1] = score(pair & (STEPS - 1), highest);
            }
        }
        return scores;
    }

    private static int step(double score) {
        return (int) Math.max(0, Math.min(STEPS - 1, Math.round((score - LOWEST) / distance(HIGHEST))));
    }

    private static double score(int step, double highest) {
        return LOWEST + distance(highest) * step;
    }

    private static double distance(double highest) {
        return (highest - LOWEST) / (STEPS - 1);
    }
}
