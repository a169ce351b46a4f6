package dev.fleetshadow.stream;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.Hold;
import dev.fleetshadow.remediation.Notice;
import dev.fleetshadow.remediation.Situation;
import dev.fleetshadow.remediation.Stop;
import dev.fleetshadow.remediation.Window;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.settings.PolicyText;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Keeps what concerns all groups as broadcast state, and makes of it the situation in which one of them decides.
 *
 * <p>All of it sits in the memory of every task: of those that end the ones that are over make room, and
 * of more than {@value #MOST_NOTICES}, or {@value #MOST_EFFECTS} effects, further ones are refused.
 */
final class Bulletin implements Serializable {

    private static final long serialVersionUID = 1L;

    static final MapStateDescriptor<String, Notice> NOTICES =
            new MapStateDescriptor<>("notices", Types.STRING, TypeInformation.of(Notice.class));

    static final int MOST_NOTICES = 20_000;
    static final int MOST_EFFECTS = 10_000;

    /** Until every decision about the time before is made, what is over is still needed. */
    private static final Duration AFTERMATH = Duration.ofHours(6);

    private static final String POLICY = "policy";
    private static final String INSTEAD_OF = "policy-before";
    private static final String PAUSE = "pause";
    private static final String BREAKER = "breaker";

    private final PolicyText initial;
    private final Mode ceiling;
    private final Duration mostLag;
    private transient Situation known;
    private transient PolicyText readText;
    private transient Policy readPolicy;

    Bulletin(PolicyText initial, Mode ceiling, Duration mostLag) {
        this.initial = initial;
        this.ceiling = ceiling;
        this.mostLag = mostLag;
    }

    /** Takes a notice in; false if there is no room for it. */
    boolean take(Notice notice, BroadcastState<String, Notice> kept, long watermark) throws Exception {
        known = null;
        switch (notice.kind()) {
            case CONTROL -> {
                return take(notice, notice.control(), kept, watermark);
            }
            case HOLD -> {
                return put(notice.hold().domain() + '\n' + notice.hold().since(), notice, kept, watermark);
            }
            case STOP -> {
                if (notice.stop().lifted()) {
                    kept.remove(BREAKER);
                } else {
                    kept.put(BREAKER, notice);
                }
            }
            case EFFECT -> {
                return put(notice.effectiveness().key(), notice, kept, watermark);
            }
        }
        return true;
    }

    private boolean take(Notice notice, ControlMessage control, BroadcastState<String, Notice> kept, long watermark)
            throws Exception {
        switch (control.kind()) {
            case POLICY -> {
                kept.put(POLICY, notice);
                kept.put(INSTEAD_OF, initialNotice());
            }
            case PAUSE -> {
                if (control.on()) {
                    kept.put(PAUSE, notice);
                } else {
                    kept.remove(PAUSE);
                }
            }
            case MAINTENANCE, CHANGE -> {
                String key = control.kind() + "\n" + control.scope() + "\n" + control.id();
                if (control.on()) {
                    return put(key, notice, kept, watermark);
                }
                kept.remove(key);
            }
            case APPROVAL, RELEASE -> {}
        }
        return true;
    }

    /** What was counted of actions never takes the room of what withholds them. */
    private static boolean put(String key, Notice notice, BroadcastState<String, Notice> kept, long watermark)
            throws Exception {
        boolean effect = notice.kind() == Notice.Kind.EFFECT;
        int size = 0;
        for (Iterator<Map.Entry<String, Notice>> all = kept.iterator(); all.hasNext(); ) {
            Notice other = all.next().getValue();
            if (over(other, watermark)) {
                all.remove();
            } else {
                size += (other.kind() == Notice.Kind.EFFECT) == effect ? 1 : 0;
            }
        }
        if (size >= (effect ? MOST_EFFECTS : MOST_NOTICES) && !kept.contains(key)) {
            return false;
        }
        kept.put(key, notice);
        return true;
    }

    /** By what telemetry has told of the time: whoever sends a notice may have a clock that is ahead. */
    private static boolean over(Notice notice, long watermark) {
        if (watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE) {
            return false;
        }
        Instant now = Instant.ofEpochMilli(watermark);
        return switch (notice.kind()) {
            case HOLD -> !notice.begins() && notice.at().plus(AFTERMATH).isBefore(now);
            case CONTROL ->
                notice.control().until() != null
                        && notice.control().until().plus(AFTERMATH).isBefore(now);
            case STOP, EFFECT -> false;
        };
    }

    /**
     * The situation now.
     *
     * @param lag of event time behind the clock of this machine
     */
    Situation situation(ReadOnlyBroadcastState<String, Notice> kept, Duration lag) throws Exception {
        if (known == null) {
            known = read(kept);
        }
        return new Situation(
                known.rules(),
                known.stop(),
                known.holds(),
                known.labels(),
                known.windows(),
                known.effects(),
                simulatedTime() ? Duration.ZERO : lag,
                known.mostLag());
    }

    /** Where event time has nothing to do with this machine's clock, nothing can be told of its age. */
    boolean simulatedTime() {
        return mostLag.isZero();
    }

    private Situation read(ReadOnlyBroadcastState<String, Notice> kept) throws Exception {
        Policy policy = policy(text(kept));
        Map<String, List<Hold>> holds = new HashMap<>();
        List<Window> windows = new ArrayList<>();
        Map<String, Effectiveness> effects = new HashMap<>();
        for (Map.Entry<String, Notice> entry : kept.immutableEntries()) {
            Notice notice = entry.getValue();
            switch (notice.kind()) {
                case HOLD -> {
                    DomainHold hold = notice.hold();
                    Instant until = notice.begins() ? null : notice.at();
                    holds.computeIfAbsent(hold.domain(), none -> new ArrayList<>())
                            .add(new Hold(hold, until));
                }
                case CONTROL -> {
                    ControlKind kind = notice.control().kind();
                    if (kind == ControlKind.MAINTENANCE || kind == ControlKind.CHANGE) {
                        windows.add(Window.of(notice.control()));
                    }
                }
                case EFFECT -> effects.put(entry.getKey(), notice.effectiveness());
                case STOP -> {}
            }
        }
        return new Situation(
                policy.rules(), stop(kept), holds, policy.gate().labels(), windows, effects, Duration.ZERO, mostLag);
    }

    /** Read once for each text; one that an older version took and this one refuses does not count. */
    private Policy policy(PolicyText text) {
        if (!text.equals(readText)) {
            readPolicy = PolicyInForce.readable(text, initial).under(ceiling);
            readText = text;
        }
        return readPolicy;
    }

    /** What was changed at run time counts until the job is started with another policy than then. */
    private PolicyText text(ReadOnlyBroadcastState<String, Notice> kept) throws Exception {
        Notice changed = kept.get(POLICY);
        boolean replaced = changed != null && initialNotice().equals(kept.get(INSTEAD_OF));
        return replaced
                ? new PolicyText(
                        "policy by " + changed.control().by(), changed.control().text())
                : initial;
    }

    private Notice initialNotice() {
        return Notice.of(ControlMessage.policy(initial.yaml(), AuditEvent.SERVICE, initial.source(), Instant.EPOCH));
    }

    private static Stop stop(ReadOnlyBroadcastState<String, Notice> kept) throws Exception {
        Notice pause = kept.get(PAUSE);
        if (pause != null) {
            ControlMessage order = pause.control();
            return Stop.ordered(order.by(), order.reason(), order.at());
        }
        Notice breaker = kept.get(BREAKER);
        return breaker == null ? null : breaker.stop();
    }

    /** Whether a control message concerns all groups. */
    static boolean concernsAll(ControlMessage control) {
        return switch (control.kind()) {
            case POLICY -> control.on();
            case PAUSE -> control.scope().equals(Domains.FLEET);
            case MAINTENANCE, CHANGE -> true;
            case APPROVAL, RELEASE -> false;
        };
    }
}
