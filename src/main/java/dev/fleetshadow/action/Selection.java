package dev.fleetshadow.action;

/** How the next step of a playbook is chosen. */
public enum Selection {
    /** In the order in which the steps are written. */
    STATIC,
    /** By what each step was worth so far, by Thompson sampling. */
    ADAPTIVE
}
