package dev.fleetshadow.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Draws how much is done on one line that is drawn over. */
final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintWriter out;

    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    /**
     * Draws over what was drawn.
     *
     * @param progress 0..1
     */
    void show(double progress, String words) {
        double part = Math.min(1, Math.max(0, progress));
        int done = (int) Math.round(WIDTH * part);
        out.print(String.format(
                Locale.ROOT, "\r[%s%s] %3.0f %%  %s", "█".repeat(done), "░".repeat(WIDTH - done), 100 * part, words));
        out.flush();
    }

    void end() {
        out.println();
    }
}
