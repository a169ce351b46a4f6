package dev.fleetshadow.remediation;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of one resource that was diagnosed or failed: its open case and what came before it.
 *
 * @param open {@code null} if nothing is open
 * @param actedAt when a command was last sent that did not fail outright; {@code null} if never, or long ago
 * @param episodes when the latest diagnoses were made, at most {@value #MOST_EPISODES}
 * @param quarantinedUntil {@code null} if it is not in quarantine
 * @param lastSeen {@code null} if it was not seen unwell
 * @param failedAt since when it has been saying that it has failed; {@code null} while it does not
 */
public record CaseFile(
        String resourceId,
        RemediationCase open,
        Instant actedAt,
        List<Instant> episodes,
        Instant quarantinedUntil,
        Sighting lastSeen,
        Instant failedAt) {

    /** Of more episodes the oldest are forgotten: fewer than these may be asked for. */
    public static final int MOST_EPISODES = 20;

    /** What is further back is forgotten: nothing may ask for more. */
    public static final Duration MEMORY = Duration.ofDays(7);

    private static final long HOUR = 3600;

    public static CaseFile empty(String resourceId) {
        return new CaseFile(resourceId, null, null, List.of(), null, null, null);
    }

    CaseFile with(RemediationCase current) {
        return new CaseFile(resourceId, current, actedAt, episodes, quarantinedUntil, lastSeen, failedAt);
    }

    CaseFile acted(Instant at) {
        return new CaseFile(resourceId, open, at, episodes, quarantinedUntil, lastSeen, failedAt);
    }

    CaseFile episode(Instant at) {
        List<Instant> known = new ArrayList<>(episodes);
        known.add(at);
        List<Instant> latest = known.subList(Math.max(0, known.size() - MOST_EPISODES), known.size());
        return new CaseFile(resourceId, open, actedAt, List.copyOf(latest), quarantinedUntil, lastSeen, failedAt);
    }

    CaseFile quarantined(Instant until) {
        return new CaseFile(resourceId, open, actedAt, episodes, until, lastSeen, failedAt);
    }

    CaseFile released() {
        return new CaseFile(resourceId, open, null, List.of(), null, lastSeen, failedAt);
    }

    CaseFile seen(Sighting sighting, Instant failed) {
        return new CaseFile(resourceId, open, actedAt, episodes, quarantinedUntil, sighting, failed);
    }

    /** Whether the resource was last seen with this failure, or not seen since it was diagnosed. */
    boolean shows(Diagnosis diagnosis) {
        return lastSeen == null
                || lastSeen.at().isBefore(diagnosis.at())
                || lastSeen.held().contains(diagnosis.failureMode());
    }

    /** Episodes that began within this time. */
    long episodesSince(Instant earliest) {
        return episodes.stream().filter(at -> at.isAfter(earliest)).count();
    }

    boolean inQuarantine(Instant now) {
        return quarantinedUntil != null && now.isBefore(quarantinedUntil);
    }

    /** When to look at it next: for the sake of the case, or to forget it. */
    public Instant nextLook(Instant now) {
        return open != null ? open.deadline() : forgetAt(now);
    }

    /** Whether nothing in it matters any more. */
    public boolean spent(Instant now) {
        return open == null && !forgetAt(now).isAfter(now);
    }

    private Instant forgetAt(Instant now) {
        Instant latest = quarantinedUntil == null ? Instant.EPOCH : quarantinedUntil;
        latest = later(latest, actedAt);
        latest = later(latest, episodes.isEmpty() ? null : episodes.get(episodes.size() - 1));
        latest = later(latest, lastSeen == null || lastSeen.recovered() ? null : lastSeen.at());
        return latest.equals(Instant.EPOCH) ? now : fullHour(latest);
    }

    /** Who is seen every minute is not to be looked at every minute. */
    private static Instant fullHour(Instant at) {
        return Instant.ofEpochSecond((at.getEpochSecond() / HOUR + 1) * HOUR);
    }

    private static Instant later(Instant latest, Instant other) {
        Instant until = other == null ? Instant.EPOCH : other.plus(MEMORY);
        return until.isAfter(latest) ? until : latest;
    }
}
