package dev.fleetshadow.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Keeps one number per metric in a growable column, so that a profile is a handful of arrays and not of objects. */
public final class Columns {

    private Columns() {}

    /** The column with room for {@code size} metrics; new cells hold {@code initial}. */
    public static double[] grown(double[] column, int size, double initial) {
        double[] grown = Arrays.copyOf(column, size);
        Arrays.fill(grown, column.length, size, initial);
        return grown;
    }

    public static void write(DataOutput out, double[] column) throws IOException {
        for (double cell : column) {
            out.writeDouble(cell);
        }
    }

    public static double[] read(DataInput in, int size) throws IOException {
        double[] column = new double[size];
        for (int j = 0; j < size; j++) {
            column[j] = in.readDouble();
        }
        return column;
    }
}
