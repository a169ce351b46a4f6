package dev.fleetshadow.proof;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.DiagnosisMatcher;
import dev.fleetshadow.diagnosis.DiagnosisMatcher.Opening;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Ward;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes diagnoses of health reports by a policy. */
final class Diagnostics {

    private final Ward ward;
    private final Map<String, Watched> watched = new HashMap<>();
    private final Map<String, List<Opening>> openings = new HashMap<>();

    Diagnostics(Policy policy) {
        ward = new Ward(policy.failureModes(), policy.recovery());
    }

    /**
     * What one report leads to.
     *
     * @param sighting {@code null} if the resource is well
     */
    record Findings(Sighting sighting, List<Diagnosis> diagnoses) {
        static final Findings NOTHING = new Findings(null, List.of());
    }

    Findings next(HealthReport report) {
        Watched before = watched.getOrDefault(report.resourceId(), Watched.NOTHING);
        if (!report.needsAttention() || !before.precedes(report)) {
            return Findings.NOTHING;
        }
        Ward.Visit visit = ward.next(before, report);
        if (visit.after().equals(Watched.NOTHING)) {
            watched.remove(report.resourceId());
        } else {
            watched.put(report.resourceId(), visit.after());
        }
        return new Findings(visit.sighting(), matched(visit.symptoms()));
    }

    /** The diagnoses that symptoms complete. */
    List<Diagnosis> matched(List<Symptom> symptoms) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (Symptom symptom : symptoms) {
            List<Opening> open = openings.getOrDefault(symptom.key(), List.of());
            DiagnosisMatcher.Step step = DiagnosisMatcher.next(open, symptom);
            openings.put(symptom.key(), step.open());
            step.diagnosis().ifPresent(diagnoses::add);
        }
        return diagnoses;
    }
}
