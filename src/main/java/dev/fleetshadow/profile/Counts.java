package dev.fleetshadow.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Stores how often each metric was seen: once for all that were always there, and apart for those that were not. */
final class Counts {

    private Counts() {}

    static void write(DataOutput out, int[] counts) throws IOException {
        int most = 0;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        out.writeInt(most);
        out.writeShort(different(counts, most));
        for (int j = 0; j < counts.length; j++) {
            if (counts[j] != most) {
                out.writeShort(j);
                out.writeInt(counts[j]);
            }
        }
    }

    static int[] read(DataInput in, int size) throws IOException {
        int[] counts = new int[size];
        Arrays.fill(counts, in.readInt());
        int different = in.readShort();
        for (int i = 0; i < different; i++) {
            counts[in.readShort()] = in.readInt();
        }
        return counts;
    }

    private static int different(int[] counts, int most) {
        int different = 0;
        for (int count : counts) {
            different += count == most ? 0 : 1;
        }
        return different;
    }
}
