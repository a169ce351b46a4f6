package dev.fleetshadow.proof;

import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.effect.Effect;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.Hold;
import dev.fleetshadow.remediation.Situation;
import dev.fleetshadow.remediation.Stop;
import dev.fleetshadow.remediation.Window;
import dev.fleetshadow.settings.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what concerns all groups, and makes of it the situation in which one of them decides. */
final class Noticeboard {

    private static final Duration MOST_LAG = Duration.ofMinutes(15);

    private final Policy policy;
    private final Map<String, List<Hold>> holds = new HashMap<>();
    private final List<Window> windows = new ArrayList<>();
    private final Map<String, Effectiveness> effects;
    private Stop paused;
    private Stop tripped;

    Noticeboard(Policy policy, Map<String, Effectiveness> known) {
        this.policy = policy;
        this.effects = new HashMap<>(known);
    }

    void begins(DomainHold hold) {
        holds.computeIfAbsent(hold.domain(), none -> new ArrayList<>()).add(new Hold(hold, null));
    }

    void ends(DomainHold hold, Instant at) {
        holds.computeIfAbsent(hold.domain(), none -> new ArrayList<>())
                .replaceAll(known -> known.until() == null ? new Hold(known.hold(), at) : known);
    }

    void stops(Stop stop) {
        tripped = stop;
    }

    void learns(Effect effect) {
        Effectiveness before = effects.getOrDefault(
                effect.key(), Effectiveness.unknown(effect.failureMode(), effect.action(), effect.kind()));
        effects.put(effect.key(), before.with(effect.helped()));
    }

    /** An operator's word; whether it resumes what was stopped. */
    boolean takes(ControlMessage order) {
        switch (order.kind()) {
            case PAUSE -> {
                if (order.scope().equals(ControlMessage.FLEET)) {
                    paused = order.on() ? Stop.ordered(order.by(), order.reason(), order.at()) : null;
                    tripped = order.on() ? tripped : null;
                    return !order.on();
                }
            }
            case MAINTENANCE, CHANGE -> {
                windows.removeIf(window -> window.id().equals(order.id()));
                if (order.on()) {
                    windows.add(Window.of(order));
                }
            }
            case APPROVAL, POLICY, RELEASE -> {}
        }
        return false;
    }

    Map<String, Effectiveness> effects() {
        return Map.copyOf(effects);
    }

    Situation situation(Duration lag) {
        return new Situation(
                policy.rules(),
                paused == null ? tripped : paused,
                holds,
                policy.gate().labels(),
                windows,
                effects,
                lag,
                MOST_LAG);
    }
}
