package dev.fleetshadow.action;

/** How far a command has come on the resource, in the vocabulary of AWS Systems Manager. */
public enum CommandState {
    PENDING("Pending", false),
    IN_PROGRESS("InProgress", false),
    SUCCESS("Success", true),
    FAILED("Failed", true),
    TIMED_OUT("TimedOut", true),
    CANCELLED("Cancelled", true),
    REJECTED("Rejected", true);

    private final String wireName;
    private final boolean closing;

    CommandState(String wireName, boolean closing) {
        this.wireName = wireName;
        this.closing = closing;
    }

    /** The name used in messages. */
    public String wireName() {
        return wireName;
    }

    /** Whether an agent says nothing more about the command after this. */
    public boolean closing() {
        return closing;
    }
}
