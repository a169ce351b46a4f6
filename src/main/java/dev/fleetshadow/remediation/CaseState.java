package dev.fleetshadow.remediation;

/** Where the handling of one episode stands. */
public enum CaseState {
    /** A passing guardrail withholds the next step. */
    WAITING(false),
    /** The next step waits for a person's approval. */
    PROPOSED(false),
    /** Sent, nothing heard from the agent yet. */
    SENT(true),
    /** The agent is at it. */
    ACKNOWLEDGED(true),
    /** The agent reports success; the score has to confirm it. */
    VERIFYING(true),
    /** Nothing more will be done by itself; a person was called, or the mode is to observe. */
    HANDED_OVER(false),
    /** Left alone on purpose until it fails or recovers. */
    HELD_OUT(false);

    private final boolean underWay;

    CaseState(boolean underWay) {
        this.underWay = underWay;
    }

    /** Whether a command of this case may be changing the resource right now. */
    public boolean underWay() {
        return underWay;
    }
}
