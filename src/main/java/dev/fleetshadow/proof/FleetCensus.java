package dev.fleetshadow.proof;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.census.BreakerSettings;
import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.CountedDomain;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.census.FleetBreaker;
import dev.fleetshadow.census.FleetNews;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.census.Standing;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.Stop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts all failure domains of a fleet, and watches over the fleet as a whole. */
final class FleetCensus {

    private final GateSettings gates;
    private final BreakerSettings breakers;
    private final Map<String, CountedDomain> domains = new TreeMap<>();
    private final Map<String, Tally> groups = new HashMap<>();
    private Tally fleet = Tally.NOBODY;
    private FleetBreaker breaker = FleetBreaker.CLOSED;

    FleetCensus(GateSettings gates, BreakerSettings breakers) {
        this.gates = gates;
        this.breakers = breakers;
    }

    /** What a report that is news changes at once. */
    List<CensusNote> announced(HealthReport report) {
        List<CensusNote> notes = new ArrayList<>();
        Standing standing = Standing.of(report);
        for (String domain : Domains.of(report.resource(), gates.labels())) {
            domains.computeIfAbsent(domain, name -> new CountedDomain(name, gates))
                    .announced(report.resourceId(), standing, report.observedAt())
                    .ifPresent(notes::add);
        }
        return notes;
    }

    /** What a minute that is over has changed. */
    List<CensusNote> minute(Instant now) {
        List<CensusNote> notes = new ArrayList<>();
        domains.values().forEach(domain -> domain.minute(now).ifPresent(notes::add));
        return notes;
    }

    /** The stop that a note on a group leads to, if it trips the breaker. */
    Optional<Stop> stop(CensusNote note) {
        Tally kept = groups.getOrDefault(note.domain(), Tally.NOBODY);
        Tally counted = fleet.replaced(kept, note.tally());
        long alarms = Math.max(0, counted.alarms() - fleet.alarms());
        boolean tripped = breaker.tripped();
        groups.put(note.domain(), note.tally());
        fleet = counted;
        breaker = breaker.next(alarms, fleet, breakers, note.at());
        return breaker.tripped() && !tripped
                ? Optional.of(Stop.tripped(AuditEvent.SERVICE, breaker.trippedBy(), note.at()))
                : Optional.empty();
    }

    /** The stop that a diagnosis leads to, if it foresees one failure too many. */
    Optional<Stop> stop(Diagnosis diagnosis) {
        if (!FleetNews.foresees(diagnosis)) {
            return Optional.empty();
        }
        boolean tripped = breaker.tripped();
        breaker = breaker.next(1, fleet, breakers, diagnosis.at());
        return breaker.tripped() && !tripped
                ? Optional.of(Stop.tripped(AuditEvent.SERVICE, breaker.trippedBy(), diagnosis.at()))
                : Optional.empty();
    }

    /** A person says that all is well again. */
    void resumed() {
        breaker = breaker.resumed();
    }
}
