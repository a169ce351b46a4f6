package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Picks one episode out of the audit trail: what concerns the resource from the diagnosis to the end of its case, and the
 * failures just before it; or everything about it if there is no diagnosis. Of too many entries the first ones are kept,
 * and the last.
 */
final class EpisodeEntries implements AuditFeed.Taker {

    static final int MOST = 500;
    private static final int MOST_FAILURES = 5;
    private static final Duration PRELUDE = Duration.ofHours(2);

    private final String resourceId;
    private final String diagnosisId;
    private final List<AuditEvent> entries = new ArrayList<>();
    private final Deque<AuditEvent> failures = new ArrayDeque<>();
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
        if (!entry.resourceId().equals(resourceId) || (closed && !own)) {
            return;
        }
        if (!begun) {
            before(entry);
            return;
        }
        if (entries.isEmpty()) {
            failures.removeIf(failure -> failure.at().isBefore(entry.at().minus(PRELUDE)));
            entries.addAll(failures);
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

    /** That it has failed may be what is diagnosed next. */
    private void before(AuditEvent entry) {
        if (entry.kind() == AuditKind.RESOURCE_FAILED) {
            failures.add(entry);
            if (failures.size() > MOST_FAILURES) {
                failures.remove();
            }
        }
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
