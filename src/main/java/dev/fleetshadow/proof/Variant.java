package dev.fleetshadow.proof;

/** Who looks after the fleet while the same things happen to it. */
public enum Variant {
    /** A person repairs what is down, hours later. */
    NOBODY("nobody"),
    /** The same ladder of actions for whoever is down for minutes. */
    REACTIVE("reactive"),
    /** Fleet Shadow; the steps of a playbook in their order. */
    STATIC("static"),
    /** Fleet Shadow; steps chosen as the policy says: by what they were worth before, where it says so. */
    ADAPTIVE("adaptive");

    private final String title;

    Variant(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    boolean shadows() {
        return this == STATIC || this == ADAPTIVE;
    }
}
