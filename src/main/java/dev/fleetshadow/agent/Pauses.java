package dev.fleetshadow.agent;

import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of the pauses that concern this resource are in force: that of its group, and that of the whole fleet. */
final class Pauses {

    private final Set<String> scopes;
    private final Map<String, String> pausedBy = new HashMap<>();

    Pauses(String group) {
        scopes = Set.copyOf(List.of(group, ControlMessage.FLEET));
    }

    /** Keys of the messages that can change it. */
    static Set<String> keys(String group) {
        return Set.copyOf(List.of("pause/" + group, "pause/" + ControlMessage.FLEET));
    }

    /** Whether the message changed anything. */
    boolean hear(ControlMessage message) {
        if (message.kind() != ControlKind.PAUSE || !scopes.contains(message.scope())) {
            return false;
        }
        return message.on()
                ? !message.by().equals(pausedBy.put(message.scope(), message.by()))
                : pausedBy.remove(message.scope()) != null;
    }

    /** Who has paused; empty if nobody has. */
    Optional<String> by() {
        return pausedBy.values().stream().findFirst();
    }
}
