package dev.fleetshadow.effect;

import java.time.Instant;

/** That an action helped once, or did not. */
public record Effect(String failureMode, String action, String kind, boolean helped, Instant at) {

    public String key() {
        return Effectiveness.key(failureMode, action, kind);
    }
}
