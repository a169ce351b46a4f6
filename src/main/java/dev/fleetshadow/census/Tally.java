package dev.fleetshadow.census;

/**
 * How many members of a domain stand how.
 *
 * @param members counted ones
 * @param unwell of them, scored critical or failed
 * @param silent of them, not heard of
 * @param alarms members that became ill, since counting began; never goes down
 */
public record Tally(int members, int unwell, int silent, long alarms) {

    public static final Tally NOBODY = new Tally(0, 0, 0, 0);

    /** After one member changed. */
    public Tally moved(Standing before, Standing after) {
        return new Tally(
                members + one(after != Standing.AWAY) - one(before != Standing.AWAY),
                unwell + one(after == Standing.UNWELL) - one(before == Standing.UNWELL),
                silent + one(after == Standing.SILENT) - one(before == Standing.SILENT),
                alarms + one(after.ill() && !before.ill()));
    }

    /** After a part of it changed. */
    public Tally replaced(Tally before, Tally after) {
        return new Tally(
                members + after.members - before.members,
                unwell + after.unwell - before.unwell,
                silent + after.silent - before.silent,
                alarms + after.alarms - before.alarms);
    }

    public int ill() {
        return unwell + silent;
    }

    private static int one(boolean condition) {
        return condition ? 1 : 0;
    }
}
