package dev.fleetshadow.remediation;

import java.time.Instant;

/** A maintenance or change that is under way for a resource. */
record ActiveWindow(String id, Instant until, String reason) {}
