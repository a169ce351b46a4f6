package dev.fleetshadow.census;

import dev.fleetshadow.census.DomainHold.Cause;
import java.time.Instant;

/**
 * Holds a domain while too many of its members are ill at once, and lets it go only after it was calm for a while.
 *
 * <p>While held, shares are of the members that were counted when the hold began, or of fewer: neither members that leave
 * nor new ones that join loosen it.
 *
 * @param hold {@code null} while the domain is not held
 * @param calmSince since when it has been calm enough to be let go; {@code null} while it is not
 */
public record DomainGate(DomainHold hold, Instant calmSince) {

    public static final DomainGate OPEN = new DomainGate(null, null);

    public boolean held() {
        return hold != null;
    }

    /** The gate at a moment. */
    public DomainGate next(String domain, Tally tally, GateSettings settings, Instant now) {
        Cause cause = cause(tally, settings);
        if (cause != null) {
            int members = held() ? hold.members() : tally.members();
            Instant since = held() && hold.cause() == cause ? hold.since() : now;
            return new DomainGate(new DomainHold(domain, cause, members, tally.ill(), since), null);
        }
        if (!held()) {
            return OPEN;
        }
        int members = Math.min(hold.members(), tally.members());
        boolean calm = tally.ill() < settings.atLeast() || tally.ill() < settings.illShare() / 2 * members;
        Instant since = calm ? (calmSince == null ? now : calmSince) : null;
        boolean released = since != null && !now.isBefore(since.plus(settings.releaseAfter()));
        return released ? OPEN : new DomainGate(hold, since);
    }

    private static Cause cause(Tally tally, GateSettings settings) {
        if (tally.silent() >= settings.atLeast() && tally.silent() >= settings.stalledShare() * tally.members()) {
            return Cause.STALLED;
        }
        boolean many = tally.ill() >= settings.atLeast() && tally.ill() >= settings.illShare() * tally.members();
        return many ? Cause.CORRELATED : null;
    }
}
