package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks one episode out of the audit trail: what concerns the resource from the diagnosis to the end of its case, or
 * everything about it if there is no diagnosis. Of too many entries the first ones are kept, and the last.
 */
final class EpisodeEntries implements AuditFeed.Taker {

    static final int MOST = 500;

    private final String resourceId;
    private final String diagnosisId;
    private final List<AuditEvent> entries = new ArrayList<>();
    private boolean closed;
    private long leftOut;

    EpisodeEntries(String resourceId, String diagnosisId) {
        this.resourceId = resourceId;
        this.diagnosisId = diagnosisId;
    }

    @Override
    public void take(AuditEvent entry) {
        boolean own = entry.diagnosisId().equals(diagnosisId);
        boolean begun = own || !entries.isEmpty() || diagnosisId.isEmpty();
        if (!entry.resourceId().equals(resourceId) || !begun || (closed && !own)) {
            return;
        }
        if (entries.size() == MOST) {
            entries.remove(MOST - 1);
            leftOut++;
        }
        entries.add(entry);
        closed |= own
                && !diagnosisId.isEmpty()
                && (entry.kind() == AuditKind.VERIFIED || entry.kind() == AuditKind.RECOVERED);
    }

    List<AuditEvent> entries() {
        return entries;
    }

    /** Whether the case has come to its end. */
    boolean closed() {
        return closed;
    }

    long leftOut() {
        return leftOut;
    }
}
