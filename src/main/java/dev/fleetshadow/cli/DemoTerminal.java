package dev.fleetshadow.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Tells what happens, line by line, below it a progress line if somebody is watching. */
final class DemoTerminal {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BAR = 30;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean progressLine;
    private String progress = "";

    DemoTerminal(PrintWriter out, boolean progressLine) {
        this.out = out;
        this.progressLine = progressLine;
    }

    void line(String format, Object... arguments) {
        clear();
        out.println(String.format(Locale.ROOT, format, arguments));
        out.print(progress);
        out.flush();
    }

    /** Something that happened at a simulated time. */
    void event(Instant at, String tag, String resourceId, String what) {
        line("  %s  %-10s %-12s %s", clock(at), tag, resourceId, what);
    }

    void progress(double done, String format, Object... arguments) {
        if (!progressLine) {
            return;
        }
        int filled = (int) Math.round(BAR * Math.min(1, done));
        clear();
        progress = "[%s%s] %s"
                .formatted("█".repeat(filled), "░".repeat(BAR - filled), String.format(Locale.ROOT, format, arguments));
        out.print(progress);
        out.flush();
    }

    void endProgress() {
        clear();
        progress = "";
        out.flush();
    }

    /** Simulated time as day and time of day. */
    static String clock(Instant at) {
        return "day %d %s".formatted(1 + Duration.between(DemoPlan.START, at).toDays(), CLOCK.format(at));
    }

    /** A duration as people say it, such as {@code 5h 07m}. */
    static String span(Duration duration) {
        long minutes = Math.abs(duration.toMinutes());
        String sign = duration.isNegative() ? "-" : "";
        return minutes < 60
                ? "%s%dm".formatted(sign, minutes)
                : "%s%dh %02dm".formatted(sign, minutes / 60, minutes % 60);
    }

    private void clear() {
        if (!progress.isEmpty()) {
            out.print(CLEAR_LINE);
        }
    }
}
