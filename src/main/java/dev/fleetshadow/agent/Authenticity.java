package dev.fleetshadow.agent;

import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.settings.AgentSettings;
import java.util.Optional;

/** Decides whether a command comes from whom the agent obeys. */
@FunctionalInterface
public interface Authenticity {

    /** Where the configuration says that no signature is asked for. */
    Authenticity NOT_ASKED = command -> Optional.empty();

    /** Why the command is not to be obeyed; empty if it is. */
    Optional<String> refusal(SignedCommand command);

    /**
     * What the configuration asks for.
     *
     * @throws dev.fleetshadow.settings.SettingsException if it asks for keys and there are none
     */
    static Authenticity of(AgentSettings.Orders orders) {
        return orders.trustedKeys() == null ? NOT_ASKED : TrustedDirectory.open(orders.trustedKeys());
    }
}
