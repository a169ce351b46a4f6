package dev.fleetshadow.effect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is open about one resource: diagnoses nobody can judge yet, a failure that goes on, commands under way. */
final class OpenEpisode {

    static final int MOST_UNDECIDED = 20;
    static final int MOST_COMMANDS = 20;

    /** A failure that nobody has diagnosed for so long is over; there is no entry that says so. */
    private static final Duration UNNAMED_FAILURE = Duration.ofHours(1);

    /** A diagnosis of which nobody knows yet what becomes of it. */
    record Undecided(String id, String failureMode, Instant at, boolean leftAlone) {

        Undecided heldOut() {
            return new Undecided(id, failureMode, at, true);
        }
    }

    private final List<Undecided> undecided = new ArrayList<>();
    private final Set<String> commands = new LinkedHashSet<>();
    private String kind = "";
    private Instant failedAt;
    private boolean named;
    private long unnamed;
    private boolean sent;
    private boolean begun;

    /** Kind of the resource, as far as the trail has told. */
    String kind() {
        return kind.isEmpty() ? ModeRecord.UNKNOWN : kind;
    }

    void isOf(String knownKind) {
        kind = knownKind == null ? kind : knownKind;
    }

    List<Undecided> undecided() {
        return undecided;
    }

    /** Adds a diagnosis; true if the oldest one had to be given up for it. */
    boolean diagnosed(Undecided diagnosis) {
        named = true;
        undecided.add(diagnosis);
        if (undecided.size() > MOST_UNDECIDED) {
            undecided.remove(0);
            return true;
        }
        return false;
    }

    /** A diagnosis of what has happened already names the failure; returns of how many failures nothing had warned. */
    long named() {
        named = true;
        long failures = unnamed;
        unnamed = 0;
        return failures;
    }

    /** Failures of which nothing warned and that nobody has diagnosed yet. */
    long unnamed() {
        return unnamed;
    }

    /** Whether a diagnosis whose first signs are from then is one of a failure that had happened. */
    boolean failedBefore(Instant firstSigns) {
        return failedAt != null && (named || !firstSigns.isAfter(failedAt.plus(UNNAMED_FAILURE)));
    }

    /** Whether it has failed in this episode, so that failing again is no news. */
    boolean failing() {
        return failedAt != null && named;
    }

    void failed(Instant at, boolean foreseen) {
        failedAt = at;
        unnamed += foreseen ? 0 : 1;
    }

    /** Forgets a failure that nobody diagnosed; returns how often it failed. */
    long passOver() {
        failedAt = null;
        return named();
    }

    void heldOut(String diagnosisId) {
        undecided.replaceAll(warning -> warning.id().equals(diagnosisId) ? warning.heldOut() : warning);
    }

    void sent(String commandId) {
        sent = true;
        commands.add(commandId);
        if (commands.size() > MOST_COMMANDS) {
            commands.remove(commands.iterator().next());
        }
    }

    /** An agent has begun to act: what happens from now on may be its doing. */
    void begun() {
        begun = true;
    }

    /** Whether the command was sent and has not ended yet; it has now. */
    boolean ended(String commandId) {
        return commands.remove(commandId);
    }

    boolean wasSent() {
        return sent;
    }

    boolean hasBegun() {
        return begun;
    }
}
