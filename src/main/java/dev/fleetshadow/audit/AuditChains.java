package dev.fleetshadow.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks an audit trail as it is read: nothing changed, nothing missing, nothing twice. */
public final class AuditChains {

    private final Map<String, AuditEvent> last = new HashMap<>();
    private long entries;

    /** What is wrong with the next entry of its group, or empty. */
    public Optional<String> next(AuditEvent entry) {
        AuditEvent before = last.put(entry.group(), entry);
        entries++;
        long expected = before == null ? 0 : before.sequence() + 1;
        String previous = before == null ? AuditEvent.GENESIS : before.hash();
        if (entry.sequence() != expected) {
            return problem(entry, "follows entry %d".formatted(expected - 1));
        }
        if (!entry.previousHash().equals(previous)) {
            return problem(entry, "does not continue the entry before it");
        }
        return entry.intact() ? Optional.empty() : problem(entry, "was changed after it was written");
    }

    public long entries() {
        return entries;
    }

    private static Optional<String> problem(AuditEvent entry, String what) {
        return Optional.of("audit entry %d of group %s %s".formatted(entry.sequence(), entry.group(), what));
    }
}
