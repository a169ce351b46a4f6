package dev.fleetshadow.remediation;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import java.time.Instant;

/**
 * Carries an operator's word to the planner.
 *
 * @param scope a group, or {@link #FLEET} for a pause of everything
 * @param commandId the proposed command an approval is about; empty for a pause
 * @param on approve or decline; pause or resume
 * @param by who says so; goes into the audit trail
 */
public record ControlMessage(
        ControlKind kind, String scope, String commandId, boolean on, String by, String reason, Instant at) {

    public static final String FLEET = "*";

    public ControlMessage {
        if (scope == null || scope.isBlank()) {
            throw new InvalidUpdateException(
                    "group", String.valueOf(scope), "name the group; a pause may name * for the whole fleet");
        }
        if (scope.length() > Resource.MAX_NAME_LENGTH) {
            throw new InvalidUpdateException(
                    "group", scope, "send at most " + Resource.MAX_NAME_LENGTH + " characters, as a group has");
        }
        if (kind == ControlKind.APPROVAL && (commandId == null || commandId.isBlank())) {
            throw new InvalidUpdateException("commandId", String.valueOf(commandId), "copy it from the proposal");
        }
        if (by == null || by.isBlank()) {
            throw new InvalidUpdateException("by", String.valueOf(by), "say who decides");
        }
        commandId = commandId == null ? "" : commandId;
        reason = reason == null ? "" : reason;
    }
}
