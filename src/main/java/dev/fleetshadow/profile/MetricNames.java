package dev.fleetshadow.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores the names of a resource's metrics, each as how many characters it shares with the beginning of the name before
 * it and what follows: names come sorted and begin alike.
 */
final class MetricNames {

    private static final int MOST_SHARED = 255;

    private MetricNames() {}

    static void write(DataOutput out, List<String> names) throws IOException {
        String before = "";
        for (String name : names) {
            int shared = shared(before, name);
            out.writeByte(shared);
            out.writeUTF(name.substring(shared));
            before = name;
        }
    }

    static List<String> read(DataInput in, int size) throws IOException {
        List<String> names = new ArrayList<>(size + 1);
        String before = "";
        for (int i = 0; i < size; i++) {
            int shared = in.readUnsignedByte();
            before = before.substring(0, shared) + in.readUTF();
            names.add(before);
        }
        return names;
    }

    private static int shared(String before, String name) {
        int most = Math.min(MOST_SHARED, Math.min(before.length(), name.length()));
        int shared = 0;
        while (shared < most && before.charAt(shared) == name.charAt(shared)) {
            shared++;
        }
        return shared;
    }
}
