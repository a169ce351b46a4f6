package dev.fleetshadow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The truth about one injected fault, to judge the shadow by.
 *
 * @param looksLike the fault itself, or the one that it imitates
 * @param cures the actions that work on this very one
 * @param outageAt when the service fails if nobody does anything; {@code null} if it never does
 * @param endsAt when it ends by itself; {@code null} if it does not
 * @param curedAt when it ended, or {@code null}
 * @param curedBy id of the command that cured it, {@link #PERSON}, or empty if it ended by itself
 */
public record InjectedFault(
        String resourceId,
        Fault fault,
        Fault looksLike,
        Set<String> cures,
        Instant startedAt,
        Instant outageAt,
        Instant endsAt,
        Instant curedAt,
        String curedBy) {

    public static final String PERSON = "a person";

    /** Begins a fault; which of its cures will work is drawn now. */
    static InjectedFault begun(
            String resourceId, Fault fault, Fault looksLike, List<Cure> cures, Instant now, SplittableRandom random) {
        Fault likeness = fault;
        if (fault.imitates()) {
            List<Fault> imitated = Fault.imitated();
            likeness = looksLike == null ? imitated.get(random.nextInt(imitated.size())) : looksLike;
        }
        Set<String> working = cures.stream()
                .filter(cure -> random.nextDouble() < cure.chance())
                .map(cure -> cure.action().command())
                .collect(Collectors.toUnmodifiableSet());
        Instant end = now.plus(fault.span());
        return new InjectedFault(
                resourceId,
                fault,
                likeness,
                working,
                now,
                fault.harmless() ? null : end,
                fault.harmless() ? end : null,
                null,
                "");
    }

    InjectedFault cured(Instant at, String by) {
        return new InjectedFault(resourceId, fault, looksLike, cures, startedAt, outageAt, endsAt, at, by);
    }

    /** Ended by itself or by a person, if it is time for that. */
    InjectedFault settled(Instant now, Duration repairAfter) {
        if (!active()) {
            return this;
        }
        if (endsAt != null) {
            return now.isBefore(endsAt) ? this : cured(endsAt, "");
        }
        boolean repaired = repairAfter != null && !now.isBefore(outageAt.plus(repairAfter));
        return repaired ? cured(outageAt.plus(repairAfter), PERSON) : this;
    }

    public boolean active() {
        return curedAt == null;
    }

    public boolean curedByCommand() {
        return !active() && !curedBy.isEmpty() && !curedBy.equals(PERSON);
    }

    /** Whether the service failed before it was cured. */
    public boolean becameOutage(Instant now) {
        return outageAt != null && !(active() ? now : curedAt).isBefore(outageAt);
    }

    /** The failure mode that a right diagnosis names. */
    public String failureMode() {
        return looksLike.failureMode();
    }

    /** Whether the service is out of order at {@code now}. */
    boolean down(Instant now) {
        return outageAt != null && progress(now) >= 1;
    }

    /** What shows of it at {@code now}. */
    Marks marks(Instant now) {
        return looksLike.marks(progress(now));
    }

    private double progress(Instant now) {
        return fault.progress((now.toEpochMilli() - startedAt.toEpochMilli()) / 60_000.0);
    }
}
