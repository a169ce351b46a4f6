package dev.fleetshadow.remediation;

import java.util.Locale;

/** What may stand between a diagnosis and a command. */
public enum Guardrail {
    /** The mode is to observe or to recommend only. */
    OBSERVE_ONLY(Kind.FINAL),
    /** A person has to approve first. */
    APPROVAL(Kind.FINAL),
    /** An operator has paused the group or the fleet. */
    PAUSED(Kind.PATIENT),
    /** The service has stopped itself, because alarms are too many to be true. */
    TRIPPED(Kind.PATIENT),
    /** What is known is too old to act on. */
    INPUT_STALE(Kind.PASSING),
    /** Too many members of a failure domain are ill at once. */
    DOMAIN_HELD(Kind.PASSING),
    /** A whole domain is silent: its collector has failed. */
    TELEMETRY_STALLED(Kind.PASSING),
    /** People work on the resource. */
    MAINTENANCE(Kind.PATIENT),
    /** A change of the resource was announced. */
    CHANGE_ANNOUNCED(Kind.PATIENT),
    /** The resource says that it is on its way in or out. */
    PLANNED(Kind.PATIENT),
    /** What was diagnosed is no longer to be seen. */
    CONDITION_CLEARED(Kind.PASSING),
    /** The score is not low enough for the playbook. */
    SCORE(Kind.PASSING),
    /** The diagnosis is too doubtful for such an action. */
    CONFIDENCE(Kind.FINAL),
    /** Nothing helped, and a person was called. */
    QUARANTINED(Kind.FINAL),
    /** The resource becomes ill and well too often. */
    FLAPPING(Kind.FINAL),
    /** What the action needs is not there. */
    NO_TARGET(Kind.PASSING),
    /** The resource was acted on too recently. */
    COOLDOWN(Kind.PASSING),
    /** Too few other members of the group are well. */
    HEALTHY_SHARE(Kind.PASSING),
    /** Too many remediations are under way in the group. */
    IN_FLIGHT(Kind.PASSING),
    /** Too many commands were sent to the group within an hour. */
    HOURLY_BUDGET(Kind.PASSING),
    /** Left alone on purpose, to measure what acting is worth. */
    HOLD_OUT(Kind.FINAL),
    /** The failure mode has no playbook, or no step left. */
    NO_STEP_LEFT(Kind.FINAL),
    /** Another episode of the resource is already being handled. */
    EPISODE_OPEN(Kind.FINAL),
    /** Noise of an action that has only just been done. */
    SETTLING(Kind.FINAL),
    /** The ledger of the group is full. */
    LEDGER_FULL(Kind.FINAL);

    /** What becomes of what is withheld. */
    private enum Kind {
        /** It is asked again after a while; if it takes too long, a person is called. */
        PASSING,
        /** It is asked again for as long as it takes: people know. */
        PATIENT,
        /** It is not asked again. */
        FINAL
    }

    private final Kind kind;

    Guardrail(Kind kind) {
        this.kind = kind;
    }

    /** Whether it is worth asking again after a while. */
    public boolean passing() {
        return kind != Kind.FINAL;
    }

    /** Whether waiting behind it is no reason to call a person. */
    boolean patient() {
        return kind == Kind.PATIENT;
    }

    /** Whether a policy may leave it out: not the single stop, nor what is no check but an order of things. */
    public boolean mayBeDisabled() {
        return switch (this) {
            case INPUT_STALE,
                    DOMAIN_HELD,
                    TELEMETRY_STALLED,
                    MAINTENANCE,
                    CHANGE_ANNOUNCED,
                    PLANNED,
                    CONDITION_CLEARED,
                    SCORE,
                    CONFIDENCE,
                    QUARANTINED,
                    FLAPPING,
                    NO_TARGET,
                    COOLDOWN,
                    HEALTHY_SHARE,
                    IN_FLIGHT,
                    HOURLY_BUDGET -> true;
            case OBSERVE_ONLY, APPROVAL, PAUSED, TRIPPED, HOLD_OUT, NO_STEP_LEFT, EPISODE_OPEN, SETTLING, LEDGER_FULL ->
                false;
        };
    }

    /** The name in messages and policies. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
