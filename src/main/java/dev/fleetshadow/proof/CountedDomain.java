package dev.fleetshadow.proof;

import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.DomainGate;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.census.Member;
import dev.fleetshadow.census.Standing;
import dev.fleetshadow.census.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts the members of one failure domain as the job does, with their standing on the heap. */
final class CountedDomain {

    private final String domain;
    private final GateSettings settings;
    private final Map<String, Member> members = new HashMap<>();
    private Tally tally = Tally.NOBODY;
    private Tally told = Tally.NOBODY;
    private DomainGate gate = DomainGate.OPEN;

    CountedDomain(String domain, GateSettings settings) {
        this.domain = domain;
        this.settings = settings;
    }

    /** Takes in how a member stands; what is to be told at once, if a hold begins or ends with it. */
    Optional<CensusNote> announced(String resourceId, Standing standing, Instant at) {
        Member before = members.getOrDefault(resourceId, Member.NEW);
        Member after = before.announces(standing, at, gate.held());
        members.put(resourceId, after);
        tally = tally.moved(before, after);
        return settle(at, false);
    }

    /** What a minute that is over has changed, if it has. */
    Optional<CensusNote> minute(Instant now) {
        return settle(now, true);
    }

    private Optional<CensusNote> settle(Instant now, boolean minute) {
        DomainGate before = gate;
        gate = before.next(domain, tally, settings, now);
        CensusNote note = CensusNote.of(domain, now, tally, before, gate);
        if (!note.flips() && (!minute || tally.equals(told))) {
            return Optional.empty();
        }
        told = tally;
        return Optional.of(note);
    }
}
