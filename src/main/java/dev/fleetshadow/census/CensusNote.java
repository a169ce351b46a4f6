package dev.fleetshadow.census;

import dev.fleetshadow.diagnosis.DomainReport;
import dev.fleetshadow.telemetry.Resource;
import java.time.Instant;

/**
 * Tells how the members of a domain stand, each minute in which that changed and at once when a hold begins or ends.
 *
 * @param hold in force; {@code null} if there is none
 * @param ended the hold that is over with this; {@code null} if none is
 * @param begun whether {@code hold} begins with this
 */
public record CensusNote(String domain, Instant at, Tally tally, DomainHold hold, DomainHold ended, boolean begun) {

    /** What the step from one gate to the next is to be told as. */
    public static CensusNote of(String domain, Instant at, Tally tally, DomainGate before, DomainGate after) {
        boolean same = before.held()
                && after.held()
                && before.hold().since().equals(after.hold().since());
        return new CensusNote(
                domain, at, tally, after.hold(), before.held() && !same ? before.hold() : null, after.held() && !same);
    }

    /** How the domain is doing as a whole, as long as nothing else is told of it. */
    public DomainReport reportAt(Instant now) {
        Resource resource = DomainReport.domain(domain, Domains.groupOf(domain), Domains.labelsOf(domain));
        return new DomainReport(resource, tally.members(), tally.ill(), hold != null, now);
    }

    /** Whether a hold begins or ends. */
    public boolean flips() {
        return begun || ended != null;
    }
}
