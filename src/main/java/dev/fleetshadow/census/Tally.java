package dev.fleetshadow.census;

import java.util.function.Predicate;

/**
 * How many members of a domain stand how.
 *
 * @param members counted ones
 * @param unwell of them, scored critical or failed
 * @param silent of them, not heard of
 * @param alarms members that became ill, since counting began; never goes down, and counts who comes and goes once an hour
 */
public record Tally(int members, int unwell, int silent, long alarms) {

    public static final Tally NOBODY = new Tally(0, 0, 0, 0);

    /** After one member changed. */
    public Tally moved(Member before, Member after) {
        return new Tally(
                members + change(before, after, standing -> standing != Standing.AWAY),
                unwell + change(before, after, Standing.UNWELL::equals),
                silent + change(before, after, Standing.SILENT::equals),
                alarms + one(after.alarmedSince(before)));
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

    private static int change(Member before, Member after, Predicate<Standing> counts) {
        return one(counts.test(after.standing())) - one(counts.test(before.standing()));
    }

    private static int one(boolean condition) {
        return condition ? 1 : 0;
    }
}
