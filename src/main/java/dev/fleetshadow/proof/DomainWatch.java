package dev.fleetshadow.proof;

import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.diagnosis.CorrelationTracker;
import dev.fleetshadow.diagnosis.DomainReport;
import dev.fleetshadow.diagnosis.SymptomTracker;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.settings.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at failure domains that are held every minute, as at resources that report. */
final class DomainWatch {

    private final CorrelationTracker tracker;
    private final Map<String, Watching> domains = new TreeMap<>();

    private record Watching(CensusNote last, Watched watched) {}

    DomainWatch(Policy policy) {
        tracker = new CorrelationTracker(policy.failureModes());
    }

    void noted(CensusNote note) {
        Watching known = domains.get(note.domain());
        if (known != null || note.hold() != null) {
            domains.put(note.domain(), new Watching(note, known == null ? Watched.NOTHING : known.watched()));
        }
    }

    /** What a minute that is over makes of each. */
    List<Diagnostics.Findings> minute(Instant now, Diagnostics diagnostics) {
        List<Diagnostics.Findings> findings = new ArrayList<>();
        for (Map.Entry<String, Watching> entry : List.copyOf(domains.entrySet())) {
            DomainReport report = entry.getValue().last().reportAt(now);
            SymptomTracker.Step step = tracker.next(entry.getValue().watched(), report);
            boolean seen = step.after().unwell() || step.recovered();
            findings.add(new Diagnostics.Findings(
                    seen ? CorrelationTracker.sighting(report, step) : null, diagnostics.matched(step.symptoms())));
            if (report.gated() || !step.after().nothing()) {
                entry.setValue(new Watching(entry.getValue().last(), step.after()));
            } else {
                domains.remove(entry.getKey());
            }
        }
        return findings;
    }
}
