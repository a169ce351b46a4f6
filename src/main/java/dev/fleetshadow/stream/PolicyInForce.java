package dev.fleetshadow.stream;

import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.settings.SettingsException;
import java.io.Serializable;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the policy by which a stage works: the one the job was started with until another one is broadcast, and again one
 * the job is started with if that has changed since. Kept as text, and read anew after a restart.
 */
final class PolicyInForce implements Serializable {

    private static final long serialVersionUID = 1L;

    static final MapStateDescriptor<String, PolicyText> STATE =
            new MapStateDescriptor<>("policy", Types.STRING, TypeInformation.of(PolicyText.class));

    private static final Logger LOG = LoggerFactory.getLogger(PolicyInForce.class);
    private static final String IN_FORCE = "in-force";
    private static final String INSTEAD_OF = "instead-of";

    private final PolicyText initial;
    private transient Policy known;

    PolicyInForce(PolicyText initial) {
        this.initial = initial;
    }

    Policy read(ReadOnlyBroadcastState<String, PolicyText> state) throws Exception {
        if (known == null) {
            PolicyText changed = state.get(IN_FORCE);
            known = readable(changed != null && initial.equals(state.get(INSTEAD_OF)) ? changed : initial, initial);
        }
        return known;
    }

    /** What a text says; if an older version has taken it and this one refuses it, what the other one says. */
    static Policy readable(PolicyText text, PolicyText otherwise) {
        try {
            return text.policy();
        } catch (SettingsException refused) {
            LOG.warn(
                    "The policy in force can no longer be read; the one of the start is used. {}",
                    refused.getMessage());
            return otherwise.policy();
        }
    }

    /**
     * Puts another policy in force.
     *
     * @throws dev.fleetshadow.settings.SettingsException if it cannot be read; nothing has changed then
     */
    Policy replace(PolicyText text, BroadcastState<String, PolicyText> state) throws Exception {
        known = text.policy();
        state.put(IN_FORCE, text);
        state.put(INSTEAD_OF, initial);
        return known;
    }
}
