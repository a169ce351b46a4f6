package dev.fleetshadow.remediation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for one group with its memory on the heap: for a proving ground, where there is no job to keep it. */
public final class PlannedGroup {

    private final String group;
    private final Map<String, CaseFile> files = new HashMap<>();
    private GroupLedger ledger = GroupLedger.empty();

    public PlannedGroup(String group) {
        this.group = group;
    }

    public GroupLedger ledger() {
        return ledger;
    }

    /** The open case of a resource. */
    public Optional<RemediationCase> open(String resourceId) {
        return Optional.ofNullable(files.get(resourceId)).map(CaseFile::open);
    }

    public Decision event(GroupEvent event, Situation situation, Instant now) {
        String concerned = concerned(event);
        CaseFile file = concerned.isEmpty() ? null : files.getOrDefault(concerned, CaseFile.empty(concerned));
        return keep(RemediationPlanner.next(ledger, file, event, situation, now), now);
    }

    /** What is due at this time, of resources in their order. */
    public List<Decision> due(Situation situation, Instant now) {
        List<CaseFile> due = files.values().stream()
                .filter(file -> !file.nextLook(now).isAfter(now))
                .sorted(Comparator.comparing(CaseFile::resourceId))
                .toList();
        List<Decision> decisions = new ArrayList<>();
        for (CaseFile file : due) {
            decisions.add(keep(RemediationPlanner.due(group, ledger, file, situation, now), now));
        }
        decisions.add(keep(RemediationPlanner.ended(group, ledger, situation, now), now));
        return decisions;
    }

    private String concerned(GroupEvent event) {
        if (event.kind() != GroupEvent.Kind.CONTROL || event.control().kind() != ControlKind.APPROVAL) {
            return event.resourceId();
        }
        return files.values().stream()
                .filter(file -> file.open() != null
                        && file.open().commandId().equals(event.control().id()))
                .map(CaseFile::resourceId)
                .findFirst()
                .orElse("");
    }

    private Decision keep(Decision decision, Instant now) {
        ledger = decision.ledger();
        CaseFile file = decision.file();
        if (file != null && file.spent(now)) {
            files.remove(file.resourceId());
        } else if (file != null) {
            files.put(file.resourceId(), file);
        }
        return decision;
    }
}
