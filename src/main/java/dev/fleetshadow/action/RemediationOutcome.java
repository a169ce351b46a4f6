package dev.fleetshadow.action;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.time.Instant;

/**
 * What a resource's agent says became of a command; its word closes a command, but only the score verifies a recovery.
 *
 * @param group the group named in the command, so that the answer finds the ledger that asked
 * @param detail for people: the reason of a refusal, the end of the output
 */
public record RemediationOutcome(
        String commandId, String resourceId, String group, CommandState state, Instant at, String detail) {

    private static final int LONGEST_DETAIL = 2000;

    public RemediationOutcome {
        require("commandId", commandId);
        require("resource.id", resourceId);
        require("resource.group", group);
        if (state == null) {
            throw new InvalidUpdateException("state", "null", "say how far the command has come");
        }
        if (at == null) {
            throw new InvalidUpdateException("at", "null", "send an ISO-8601 UTC instant");
        }
        detail = detail == null ? "" : whole(detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
    }

    /** Half a character, as cutting leaves it and attackers send it, cannot be written as UTF-8. */
    private static String whole(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void require(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidUpdateException(field, String.valueOf(value), "copy it from the command");
        }
    }
}
