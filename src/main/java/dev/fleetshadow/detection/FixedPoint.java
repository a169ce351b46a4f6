package dev.fleetshadow.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Stores the cells of a direction in 2 bytes each: multiples of 2^-15 of the power of two above its largest cell, rounded
 * up or down at random, in proportion, so that small increments come through on average. What is small beside the
 * largest cell explains nothing, so it needs no digits of its own.
 */
final class FixedPoint {

    private static final int FRACTION_BITS = 15;
    private static final int SMALLEST_EXPONENT = -500;

    private FixedPoint() {}

    static void write(DataOutput out, double[] cells, SplittableRandom rounding) throws IOException {
        double largest = 0;
        for (double cell : cells) {
            largest = Math.max(largest, Math.abs(cell));
        }
        int exponent = Math.max(SMALLEST_EXPONENT, Math.getExponent(largest) + 1 - FRACTION_BITS);
        double perUnit = Math.scalb(1.0, -exponent);
        out.writeShort(exponent);
        for (double cell : cells) {
            double units = Math.floor(cell * perUnit + rounding.nextDouble());
            out.writeShort((int) Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, units)));
        }
    }

    static double[] read(DataInput in, int size) throws IOException {
        double unit = Math.scalb(1.0, in.readShort());
        double[] cells = new double[size];
        for (int j = 0; j < size; j++) {
            cells[j] = unit * in.readShort();
        }
        return cells;
    }
}
