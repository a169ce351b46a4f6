package dev.fleetshadow.census;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** Counts the members of one failure domain with its memory on the heap: for a proving ground, where there is no job. */
public final class CountedDomain {

    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final String domain;
    private final GateSettings settings;
    private final Map<String, Member> members = new HashMap<>();
    private Tally tally = Tally.NOBODY;
    private Tally told = Tally.NOBODY;
    private DomainGate gate = DomainGate.OPEN;

    public CountedDomain(String domain, GateSettings settings) {
        this.domain = domain;
        this.settings = settings;
    }

    /** Takes in how a member stands; a note if a hold begins or ends with it. */
    public Optional<CensusNote> announced(String resourceId, Standing standing, Instant at) {
        Member before = members.getOrDefault(resourceId, Member.NEW);
        Member after = before.announces(standing, at, gate.held());
        members.put(resourceId, after);
        tally = tally.moved(before, after);
        return settle(at, false);
    }

    /** What a minute that is over has changed, if it has. */
    public Optional<CensusNote> minute(Instant now) {
        if (now.getEpochSecond() % HOUR == 0) {
            sweep(now);
        }
        return settle(now, true);
    }

    private void sweep(Instant now) {
        for (Iterator<Member> all = members.values().iterator(); all.hasNext(); ) {
            Member member = all.next();
            if (member.gone(now, gate.held())) {
                tally = tally.moved(member, Member.NEW);
                all.remove();
            }
        }
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
