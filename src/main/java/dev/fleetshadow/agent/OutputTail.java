package dev.fleetshadow.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Takes whatever a program prints, however much it is, and keeps the end of it. */
final class OutputTail {

    static final int KEPT = 64 << 10;

    /** Enough that a program that prints much does not have to wait. */
    private static final int MOST_AT_ONCE = 1 << 20;

    private final byte[] kept = new byte[KEPT];
    private long taken;

    /** Takes what is there, and waits for nothing. */
    void take(InputStream output) {
        byte[] chunk = new byte[4096];
        try {
            for (long left = MOST_AT_ONCE; left > 0 && output.available() > 0; ) {
                int size = output.read(chunk, 0, Math.min(chunk.length, output.available()));
                for (int i = 0; i < size; i++) {
                    kept[(int) (taken++ % KEPT)] = chunk[i];
                }
                left -= Math.max(1, size);
            }
        } catch (IOException closed) {
            // It ended in between: there is nothing more to take.
        }
    }

    /** The last characters, decoded as far as they can be; what would move a cursor is replaced. */
    String end(int characters) {
        int size = (int) Math.min(taken, KEPT);
        byte[] inOrder = new byte[size];
        for (int i = 0; i < size; i++) {
            inOrder[i] = kept[(int) ((taken - size + i) % KEPT)];
        }
        String text = new String(inOrder, StandardCharsets.UTF_8).strip();
        String last = text.length() <= characters ? text : "…" + text.substring(text.length() - characters + 1);
        StringBuilder plain = new StringBuilder(last.length());
        last.chars()
                .forEach(c -> plain.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : (char) c));
        return plain.toString();
    }
}
