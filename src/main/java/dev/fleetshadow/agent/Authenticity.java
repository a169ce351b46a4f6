package dev.fleetshadow.agent;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.settings.AgentSettings;
import java.io.IOException;
import java.time.Clock;

/** Decides whether a command comes from whom the agent obeys, so that nothing but what was vouched for is carried out. */
@FunctionalInterface
public interface Authenticity {

    /** Where the configuration says that no signature is asked for. */
    Authenticity NOT_ASKED =
            command -> new Verdict(SignedCommand.decode(command).request(), null);

    /**
     * What was found.
     *
     * @param request as it was signed; only meaningful where there is no refusal
     * @param refusal why it is not to be obeyed; {@code null} if it is
     */
    record Verdict(RemediationRequest request, String refusal) {}

    /**
     * Judges a command as it was received.
     *
     * @throws IOException if it cannot be read, or can be read in two ways
     */
    Verdict judge(byte[] command) throws IOException;

    /**
     * As it is configured.
     *
     * @throws dev.fleetshadow.settings.SettingsException if signatures are asked for and there is no key to check them with
     */
    static Authenticity of(AgentSettings.Orders orders, Clock clock) {
        return orders.unsigned() || orders.trustedKeys() == null
                ? unsigned(orders)
                : KeyDirectory.open(orders.trustedKeys(), clock);
    }

    private static Authenticity unsigned(AgentSettings.Orders orders) {
        return orders.unsigned() ? NOT_ASKED : command -> new Verdict(null, "the agent trusts no key");
    }
}
