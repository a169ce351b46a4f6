package dev.fleetshadow.remediation;

/** What an operator can tell the running job. */
public enum ControlKind {
    APPROVAL,
    PAUSE
}
