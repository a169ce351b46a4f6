package dev.fleetshadow.remediation;

/** What an operator can tell the running job. */
public enum ControlKind {
    APPROVAL,
    PAUSE,
    POLICY,
    /** Nothing is to be done to some resources for a while, because people work on them. */
    MAINTENANCE,
    /** Some resources are about to change, for instance by a deployment: their signs mean little for a while. */
    CHANGE,
    /** A resource may be acted on again. */
    RELEASE
}
