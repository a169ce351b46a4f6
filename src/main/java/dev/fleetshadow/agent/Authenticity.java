package dev.fleetshadow.agent;

import java.util.Optional;

/** Decides whether a command comes from whom the agent obeys. */
@FunctionalInterface
public interface Authenticity {

    /** Where the configuration says that no signature is asked for. */
    Authenticity NOT_ASKED = command -> Optional.empty();

    /** Why the command, as it was received, is not to be obeyed; empty if it is. */
    Optional<String> refusal(byte[] command);
}
