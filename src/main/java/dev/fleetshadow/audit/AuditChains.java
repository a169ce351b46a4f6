package dev.fleetshadow.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks an audit trail as it is read: nothing changed, nothing missing, nothing twice. That the last entries of a group
 * were cut off does not show: for that one has to know its {@link #heads head}.
 */
public final class AuditChains {

    private final Map<String, AuditEvent> last = new TreeMap<>();
    private final boolean whole;
    private long entries;

    public AuditChains() {
        this(true);
    }

    /**
     * Checks a trail that may begin anywhere.
     *
     * @param whole whether the first entry of every group must be there
     */
    public AuditChains(boolean whole) {
        this.whole = whole;
    }

    /** What is wrong with the next entry of its group, or empty. */
    public Optional<String> next(AuditEvent entry) {
        AuditEvent before = last.put(entry.group(), entry);
        entries++;
        if (before != null || whole) {
            long expected = before == null ? 0 : before.sequence() + 1;
            String previous = before == null ? AuditEvent.GENESIS : before.hash();
            if (entry.sequence() != expected) {
                return problem(entry, before == null ? "is the first" : "follows entry %d".formatted(expected - 1));
            }
            if (!entry.previousHash().equals(previous)) {
                return problem(entry, "does not continue the entry before it");
            }
        }
        return entry.intact() ? Optional.empty() : problem(entry, "was changed after it was written");
    }

    public long entries() {
        return entries;
    }

    /** The last entry of every group. */
    public Map<String, AuditEvent> heads() {
        return Collections.unmodifiableMap(last);
    }

    private static Optional<String> problem(AuditEvent entry, String what) {
        return Optional.of("audit entry %d of group %s %s".formatted(entry.sequence(), entry.group(), what));
    }
}
