package dev.fleetshadow.census;

import java.time.Instant;

/** Tells a domain how one of its members stands. */
public record Announcement(String domain, String resourceId, Standing standing, Instant at) {}
