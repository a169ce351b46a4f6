package dev.fleetshadow.effect;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.effect.ActionRecord.Step;
import dev.fleetshadow.effect.OpenEpisode.Undecided;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps account, from the audit trail alone, of what warnings and actions were worth.
 *
 * <p>A failure that follows a diagnosis within a day counts for the diagnosis as long as no agent had begun to act; what was
 * acted on counts neither for nor against it. Only what is open is remembered: of more than {@link #MOST_OPEN} resources, or
 * of more than {@value OpenEpisode#MOST_UNDECIDED} diagnoses of one, the oldest is given up, stays open for ever and is
 * counted by {@link #givenUp}. Beyond {@link #MOST_MODES} failure modes and {@link #MOST_ACTIONS} actions, further ones are
 * counted together as {@link #OTHERS}.
 */
public final class LeadTimeLedger {

    public static final int MOST_OPEN = 100_000;
    public static final int MOST_MODES = 1_000;
    public static final int MOST_ACTIONS = 10_000;
    public static final String OTHERS = "(others)";

    /** A diagnosis is a warning of what happens within this time. */
    public static final Duration HORIZON = Duration.ofHours(24);

    private static final String HOLD_OUT = "hold-out";
    private static final String OBSERVE_ONLY = "observe-only";

    private final Map<String, ModeTally> modes = new TreeMap<>();
    private final Map<String, ActionRecord> actions = new TreeMap<>();
    private final Map<String, OpenEpisode> open = new LinkedHashMap<>();
    private long entries;
    private long givenUp;

    /** Takes the next entry of its group. */
    public void next(AuditEvent entry) {
        entries++;
        switch (entry.kind()) {
            case DIAGNOSED -> diagnosed(entry);
            case RESOURCE_FAILED -> failed(entry);
            case SENT -> {
                episode(entry).sent(entry.commandId());
                count(entry, Step.SENT);
            }
            case ACKNOWLEDGED, SUCCEEDED -> episode(entry).begun();
            case FAILED -> refusedOrFailed(entry);
            case INEFFECTIVE -> ended(entry, Step.INEFFECTIVE);
            case EXPIRED -> ended(entry, Step.EXPIRED);
            case VERIFIED -> {
                ended(entry, Step.VERIFIED);
                closed(entry);
            }
            case RECOVERED -> closed(entry);
            case FORGOTTEN -> forgotten(entry);
            case WITHHELD -> withheld(entry);
            case RECOMMENDED, PROPOSED -> count(entry, Step.MEANT);
            case APPROVED,
                    DECLINED,
                    ESCALATED,
                    PAUSED,
                    RESUMED,
                    QUARANTINED,
                    RELEASED,
                    TICKETED,
                    DOMAIN_HELD,
                    DOMAIN_RELEASED,
                    TRIPPED,
                    POLICY_CHANGED,
                    POLICY_REFUSED,
                    MAINTENANCE_ANNOUNCED,
                    MAINTENANCE_ENDED,
                    CHANGE_ANNOUNCED,
                    SUPERSEDED,
                    UNMATCHED -> {}
        }
    }

    /** By failure mode; a failure that was never diagnosed is under {@link ModeRecord#UNKNOWN}. */
    public List<ModeRecord> modes() {
        Map<String, ModeTally> all = new TreeMap<>(modes);
        all.putIfAbsent(ModeRecord.UNKNOWN, new ModeTally());
        long unnamed = open.values().stream().mapToLong(OpenEpisode::unnamed).sum();
        return all.entrySet().stream()
                .map(mode -> mode.getValue().record(mode.getKey()))
                .map(mode -> mode.failureMode().equals(ModeRecord.UNKNOWN) ? mode.missedToo(unnamed) : mode)
                .filter(ModeRecord::anything)
                .toList();
    }

    /** By failure mode, action and kind of resource. */
    public List<ActionRecord> actions() {
        return actions.values().stream()
                .sorted(Comparator.comparing(ActionRecord::failureMode)
                        .thenComparing(ActionRecord::action)
                        .thenComparing(ActionRecord::kind))
                .toList();
    }

    /** How far up the ladder of trust an action has come. */
    public Promotion promotion(ActionRecord action) {
        ModeTally tally = modes.getOrDefault(action.failureMode(), new ModeTally());
        return Promotion.of(tally.record(action.failureMode()), action);
    }

    public long entries() {
        return entries;
    }

    /** Diagnoses that stay open because there was no room to remember them. */
    public long givenUp() {
        return givenUp;
    }

    private void diagnosed(AuditEvent entry) {
        OpenEpisode episode = episode(entry);
        ModeTally tally = tally(entry.failureMode());
        tally.diagnosed();
        Instant firstSigns = firstSigns(entry);
        if (episode.failedBefore(firstSigns)) {
            tally.late();
            tally.missed(episode.named());
            return;
        }
        tally(ModeRecord.UNKNOWN).missed(episode.passOver());
        givenUp +=
                episode.diagnosed(new Undecided(entry.diagnosisId(), entry.failureMode(), entry.at(), false)) ? 1 : 0;
    }

    private void failed(AuditEvent entry) {
        OpenEpisode episode = episode(entry);
        boolean foreseen = episode.failing() || !episode.undecided().isEmpty();
        for (Undecided warning : episode.undecided()) {
            Duration ahead = Duration.between(warning.at(), entry.at());
            ModeTally tally = tally(warning.failureMode());
            if (episode.hasBegun()) {
                tally.uncertain();
            } else if (ahead.compareTo(HORIZON) > 0) {
                tally.falseAlarm(warning.leftAlone());
            } else {
                tally.predicted(ahead, warning.leftAlone());
            }
        }
        episode.undecided().clear();
        episode.failed(entry.at(), foreseen);
    }

    private void closed(AuditEvent entry) {
        OpenEpisode episode = open.remove(key(entry));
        if (episode == null) {
            return;
        }
        for (Undecided warning : episode.undecided()) {
            ModeTally tally = tally(warning.failureMode());
            if (episode.wasSent()) {
                tally.uncertain();
            } else {
                tally.falseAlarm(warning.leftAlone());
            }
        }
        tally(ModeRecord.UNKNOWN).missed(episode.passOver());
    }

    /** Nobody knows what would have become of it. */
    private void forgotten(AuditEvent entry) {
        OpenEpisode episode = open.remove(key(entry));
        if (episode != null) {
            episode.undecided().forEach(warning -> tally(warning.failureMode()).uncertain());
            tally(ModeRecord.UNKNOWN).missed(episode.passOver());
        }
    }

    private void withheld(AuditEvent entry) {
        if (entry.guardrail().equals(HOLD_OUT)) {
            episode(entry).heldOut(entry.diagnosisId());
        } else if (entry.guardrail().equals(OBSERVE_ONLY)) {
            count(entry, Step.MEANT);
        }
    }

    /** Whoever refuses has done nothing, and that says nothing of the action either. */
    private void refusedOrFailed(AuditEvent entry) {
        if (refused(entry)) {
            episode(entry).ended(entry.commandId());
        } else {
            episode(entry).begun();
            ended(entry, Step.FAILED);
        }
    }

    private static boolean refused(AuditEvent entry) {
        return entry.reason().startsWith(CommandState.REJECTED.wireName())
                || entry.reason().startsWith(CommandState.CANCELLED.wireName());
    }

    /** A proposal can expire too: only what was sent is counted. */
    private void ended(AuditEvent entry, Step step) {
        if (episode(entry).ended(entry.commandId())) {
            count(entry, step);
        }
    }

    private void count(AuditEvent entry, Step step) {
        String kind = episode(entry).kind();
        String key = String.join("\n", entry.failureMode(), entry.action(), kind);
        if (actions.size() < MOST_ACTIONS || actions.containsKey(key)) {
            actions.merge(
                    key,
                    ActionRecord.none(entry.failureMode(), entry.action(), kind).plus(step),
                    (kept, first) -> kept.plus(step));
        } else {
            actions.merge(
                    OTHERS, ActionRecord.none(OTHERS, OTHERS, OTHERS).plus(step), (kept, first) -> kept.plus(step));
        }
    }

    private ModeTally tally(String failureMode) {
        boolean room = modes.size() < MOST_MODES || modes.containsKey(failureMode);
        return modes.computeIfAbsent(room ? failureMode : OTHERS, none -> new ModeTally());
    }

    private OpenEpisode episode(AuditEvent entry) {
        OpenEpisode episode = open.computeIfAbsent(key(entry), none -> new OpenEpisode());
        episode.isOf(entry.details().get("kind"));
        if (open.size() > MOST_OPEN) {
            Iterator<OpenEpisode> oldest = open.values().iterator();
            OpenEpisode forgotten = oldest.next();
            oldest.remove();
            givenUp += forgotten.undecided().size();
            tally(ModeRecord.UNKNOWN).missed(forgotten.passOver());
        }
        return episode;
    }

    private static String key(AuditEvent entry) {
        return entry.group() + '\n' + entry.resourceId();
    }

    private static Instant firstSigns(AuditEvent entry) {
        try {
            return Instant.parse(
                    entry.details().getOrDefault("started-at", entry.at().toString()));
        } catch (DateTimeParseException e) {
            return entry.at();
        }
    }
}
