package dev.fleetshadow.remediation;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;

/**
 * Carries an operator's word to the planner.
 *
 * @param id of the proposed command, or of the maintenance or change; empty otherwise
 * @param scope a group, or {@link #FLEET}
 * @param subject which resources of the scope: {@code id}, {@code label=value}, or empty for all
 * @param on approve or decline; pause or resume; announce or call off; for a policy, whether it was accepted
 * @param from begin of a maintenance or change; {@code null} otherwise
 * @param until its end; {@code null} otherwise
 * @param text a policy, or what is wrong with a refused one; empty otherwise
 * @param by who says so; goes into the audit trail
 */
public record ControlMessage(
        ControlKind kind,
        String id,
        String scope,
        String subject,
        boolean on,
        Instant from,
        Instant until,
        String text,
        String by,
        String reason,
        Instant at) {

    public static final String FLEET = "*";
    public static final Duration LONGEST_WINDOW = Duration.ofDays(7);
    public static final int LONGEST_POLICY = 200_000;
    private static final int LONGEST_TEXT = 500;

    public ControlMessage {
        if (scope == null || scope.isBlank()) {
            throw new InvalidUpdateException(
                    "group", String.valueOf(scope), "name the group, or * for the whole fleet");
        }
        if (scope.length() > Resource.MAX_NAME_LENGTH) {
            throw new InvalidUpdateException(
                    "group", scope, "send at most " + Resource.MAX_NAME_LENGTH + " characters, as a group has");
        }
        if (by == null || by.isBlank()) {
            throw new InvalidUpdateException("by", String.valueOf(by), "say who decides");
        }
        if (at == null) {
            throw new InvalidUpdateException("at", "null", "send an ISO-8601 UTC instant");
        }
        by = shortened(by);
        id = id == null ? "" : id;
        subject = subject == null ? "" : subject;
        text = text == null ? "" : text;
        reason = reason == null ? "" : shortened(reason);
        switch (kind) {
            case APPROVAL -> require("commandId", id, "copy it from the proposal");
            case POLICY -> requirePolicy(text);
            case MAINTENANCE, CHANGE -> {
                require("id", id, "give it a name, by which it can be called off");
                if (on) {
                    requireWindow(from, until);
                }
            }
            case RELEASE -> require("resource", subject, "name the resource to release");
            case PAUSE -> {}
        }
    }

    public static ControlMessage approval(
            String group, String commandId, boolean approved, String by, String reason, Instant at) {
        return new ControlMessage(ControlKind.APPROVAL, commandId, group, "", approved, null, null, "", by, reason, at);
    }

    public static ControlMessage pause(String scope, boolean on, String by, String reason, Instant at) {
        return new ControlMessage(ControlKind.PAUSE, "", scope, "", on, null, null, "", by, reason, at);
    }

    public static ControlMessage policy(String yaml, String by, String reason, Instant at) {
        return new ControlMessage(ControlKind.POLICY, "", FLEET, "", true, null, null, yaml, by, reason, at);
    }

    public static ControlMessage release(String group, String resourceId, String by, String reason, Instant at) {
        return new ControlMessage(ControlKind.RELEASE, "", group, resourceId, true, null, null, "", by, reason, at);
    }

    /** What it is about: of two messages with the same key the later one counts, and the topic may forget the earlier. */
    public String key() {
        return switch (kind) {
            case APPROVAL -> "approval/" + id;
            case PAUSE -> "pause/" + scope;
            case POLICY -> "policy";
            case MAINTENANCE -> "maintenance/" + scope + "/" + id;
            case CHANGE -> "change/" + scope + "/" + id;
            case RELEASE -> "release/" + subject;
        };
    }

    /** The same policy, refused for these reasons. */
    public ControlMessage refused(String problems) {
        return new ControlMessage(kind, id, scope, subject, false, from, until, problems, by, reason, at);
    }

    private static void require(String field, String value, String remedy) {
        if (value.isBlank() || value.length() > Resource.MAX_NAME_LENGTH) {
            throw new InvalidUpdateException(field, value, remedy);
        }
    }

    private static void requirePolicy(String text) {
        if (text.isBlank() || text.length() > LONGEST_POLICY) {
            throw new InvalidUpdateException(
                    "policy", text.length() + " characters", "send a policy of at most " + LONGEST_POLICY);
        }
    }

    private static void requireWindow(Instant from, Instant until) {
        if (from == null || until == null || !from.isBefore(until)) {
            throw new InvalidUpdateException("until", String.valueOf(until), "send an instant later than from");
        }
        if (Duration.between(from, until).compareTo(LONGEST_WINDOW) > 0) {
            throw new InvalidUpdateException(
                    "until", until.toString(), "end it within " + LONGEST_WINDOW.toDays() + " days of its begin");
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }
}
