package dev.fleetshadow.stream;

import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.settings.SettingsException;
import org.apache.flink.api.common.functions.MapFunction;

/** Reads every policy before anybody works by it: one that is wrong anywhere is refused as a whole, with all that is wrong. */
public final class GovernFunction implements MapFunction<ControlMessage, ControlMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public ControlMessage map(ControlMessage control) {
        if (control.kind() != ControlKind.POLICY) {
            return control;
        }
        try {
            new PolicyText("policy by " + control.by(), control.text()).policy();
            return control;
        } catch (SettingsException refused) {
            return control.refused(refused.getMessage());
        }
    }
}
