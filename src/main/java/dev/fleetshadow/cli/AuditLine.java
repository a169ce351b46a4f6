package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import java.util.Locale;

/** Tells an entry of the audit trail in one line. */
final class AuditLine {

    private AuditLine() {}

    /** With when and where. */
    static String of(AuditEvent entry) {
        String whom = entry.resourceId().isEmpty() ? "-" : entry.resourceId();
        return "%s  %s #%d  %s  %s".formatted(entry.at(), entry.group(), entry.sequence(), whom, what(entry));
    }

    /** What was decided, by whom, and why. */
    static String what(AuditEvent entry) {
        StringBuilder words = new StringBuilder(kind(entry));
        String object = entry.action().isEmpty() ? entry.failureMode() : entry.action();
        if (!object.isEmpty()) {
            words.append(' ').append(object);
        }
        if (!entry.guardrail().isEmpty()) {
            words.append(" by ").append(entry.guardrail());
        }
        if (!entry.actor().equals(AuditEvent.SERVICE)) {
            words.append(" (").append(entry.actor()).append(')');
        }
        if (!entry.reason().isEmpty()) {
            words.append(": ").append(entry.reason().replaceAll("\\R\\s*", " | "));
        }
        return words.toString();
    }

    private static String kind(AuditEvent entry) {
        return entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
