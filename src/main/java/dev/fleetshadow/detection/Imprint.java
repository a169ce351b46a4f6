package dev.fleetshadow.detection;

/**
 * Squeezes what every metric contributes to a score into one byte: {@code ln(1 + contribution)} in steps of {@value
 * #STEP}.
 *
 * <p>Contributions and not signed deviations, because the score already knows which deviations matter; their logarithm,
 * because they span five decades. A sample of a resource thus costs as many bytes as it has metrics.
 */
public final class Imprint {

    static final double STEP = 0.05;
    private static final int LARGEST = 255;

    private Imprint() {}

    /** The imprint of the first {@code size} contributions, each at least 0. */
    public static byte[] of(double[] contributions, int size) {
        byte[] imprint = new byte[size];
        for (int j = 0; j < size; j++) {
            imprint[j] = (byte) Math.min(LARGEST, Math.round(Math.log1p(contributions[j]) / STEP));
        }
        return imprint;
    }

    /** One metric's feature in steps, 0..255. */
    static int steps(byte squeezed) {
        return Byte.toUnsignedInt(squeezed);
    }

    /** Squared distance in steps, over as many metrics as {@code known} has. */
    static int squaredDistance(byte[] known, byte[] imprint) {
        int sum = 0;
        for (int j = 0; j < known.length; j++) {
            int difference = steps(known[j]) - steps(imprint[j]);
            sum += difference * difference;
        }
        return sum;
    }
}
