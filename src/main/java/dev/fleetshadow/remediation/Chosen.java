package dev.fleetshadow.remediation;

import dev.fleetshadow.action.PlaybookStep;

/** The step to try, and the attempt that remembers it. */
record Chosen(PlaybookStep step, Attempt attempt) {}
