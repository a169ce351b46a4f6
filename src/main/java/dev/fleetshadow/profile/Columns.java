package dev.fleetshadow.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Keeps one number per metric in a growable column, so that a profile is a handful of arrays and not of objects.
 *
 * <p>Arithmetic is done in doubles; what is stored is short. A 30-day average of minutely records moves by 2e-5 of its
 * distance per record, less than a short number can hold, so averages are rounded up or down at random, in proportion
 * (Gupta et al. 2015): the increments come through on average. The randomness is seeded by what is stored, and what was
 * read is written again bit by bit.
 */
public final class Columns {

    private static final int DROPPED_BITS = 37;
    private static final long SMALLEST_EXPONENT = 767L << 15;
    private static final long LARGEST_CODE = 0xFFFFFF;

    private Columns() {}

    /** The column with room for {@code size} metrics; new cells hold {@code initial}. */
    public static double[] grown(double[] column, int size, double initial) {
        double[] grown = Arrays.copyOf(column, size);
        Arrays.fill(grown, column.length, size, initial);
        return grown;
    }

    /** Stores signed cells in 4 bytes, those beyond ±3.4e38 as that. */
    public static void write(DataOutput out, double[] column) throws IOException {
        for (double cell : column) {
            out.writeFloat(saturated(cell));
        }
    }

    public static double[] read(DataInput in, int size) throws IOException {
        double[] column = new double[size];
        for (int j = 0; j < size; j++) {
            column[j] = in.readFloat();
        }
        return column;
    }

    static float saturated(double cell) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, cell));
    }

    /**
     * Stores averages that are never negative in 3 bytes: 9 bits of exponent and 15 of fraction. Below 1e-77 they are 0,
     * above 1e77 that.
     */
    public static void writeMagnitudes(DataOutput out, double[] column, SplittableRandom rounding) throws IOException {
        for (double cell : column) {
            long bits = Double.doubleToRawLongBits(cell) + (rounding.nextLong() >>> (Long.SIZE - DROPPED_BITS));
            int code = (int) Math.max(0, Math.min(LARGEST_CODE, (bits >>> DROPPED_BITS) - SMALLEST_EXPONENT));
            out.writeByte(code >> 16);
            out.writeShort(code);
        }
    }

    public static double[] readMagnitudes(DataInput in, int size) throws IOException {
        double[] column = new double[size];
        for (int j = 0; j < size; j++) {
            int code = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            column[j] = code == 0 ? 0 : Double.longBitsToDouble((code + SMALLEST_EXPONENT) << DROPPED_BITS);
        }
        return column;
    }

    /** Stores cells in full. */
    public static void writeFull(DataOutput out, double[] column) throws IOException {
        for (double cell : column) {
            out.writeDouble(cell);
        }
    }

    public static double[] readFull(DataInput in, int size) throws IOException {
        double[] column = new double[size];
        for (int j = 0; j < size; j++) {
            column[j] = in.readDouble();
        }
        return column;
    }
}
