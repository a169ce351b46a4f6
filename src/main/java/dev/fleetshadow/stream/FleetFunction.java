package dev.fleetshadow.stream;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.census.BreakerSettings;
import dev.fleetshadow.census.FleetBreaker;
import dev.fleetshadow.census.FleetNews;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.Stop;
import dev.fleetshadow.settings.PolicyText;
import java.time.Instant;
import java.util.Comparator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Adds up the groups to the fleet, and stops the service when the fleet raises more alarms than can be true. */
public final class FleetFunction extends KeyedCoProcessFunction<String, FleetNews, ControlMessage, Stop> {

    private static final long serialVersionUID = 1L;

    /** The fleet as it stands. */
    public record Fleet(Tally tally, FleetBreaker breaker) {
        static final Fleet NOTHING = new Fleet(Tally.NOBODY, FleetBreaker.CLOSED);
    }

    /** A policy, and the one of the start of the job that it replaced. */
    public record Ruled(PolicyText policy, PolicyText insteadOf) {}

    private final PolicyText initial;
    private transient Waiting<FleetNews> waiting;
    private transient MapState<String, Tally> groups;
    private transient ValueState<Fleet> fleets;
    private transient ValueState<Ruled> policy;
    private transient BreakerSettings settings;

    FleetFunction(PolicyText initial) {
        this.initial = initial;
    }

    @Override
    public void open(OpenContext context) {
        waiting = Waiting.in(
                getRuntimeContext(),
                FleetNews.class,
                Comparator.comparing(FleetNews::domain).thenComparing(FleetNews::id));
        groups = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("groups", Types.STRING, TypeInformation.of(Tally.class)));
        fleets = getRuntimeContext().getState(new ValueStateDescriptor<>("fleet", TypeInformation.of(Fleet.class)));
        policy = getRuntimeContext().getState(new ValueStateDescriptor<>("policy", TypeInformation.of(Ruled.class)));
        settings = null;
    }

    @Override
    public void processElement1(FleetNews note, Context context, Collector<Stop> out) throws Exception {
        long at = Math.max(note.at().toEpochMilli(), context.timerService().currentWatermark() + 1);
        waiting.add(note, at, context.timerService());
    }

    /** A policy in force, or the word of a person that all is well again. */
    @Override
    public void processElement2(ControlMessage control, Context context, Collector<Stop> out) throws Exception {
        if (control.kind() == ControlKind.POLICY) {
            policy.update(new Ruled(new PolicyText("policy by " + control.by(), control.text()), initial));
            settings = null;
        } else if (control.kind() == ControlKind.PAUSE && !control.on()) {
            Fleet fleet = fleet();
            fleets.update(new Fleet(fleet.tally(), fleet.breaker().resumed()));
            out.collect(Stop.lifted(control.by(), control.reason(), control.at()));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Stop> out) throws Exception {
        Instant now = Instant.ofEpochMilli(timestamp);
        for (FleetNews note : waiting.come(timestamp)) {
            Fleet before = fleet();
            Fleet after = note.tally() == null ? diagnosed(before, now) : counted(before, note, now);
            fleets.update(after);
            if (after.breaker().tripped() && !before.breaker().tripped()) {
                out.collect(Stop.tripped(AuditEvent.SERVICE, after.breaker().trippedBy(), now));
            }
        }
    }

    private Fleet diagnosed(Fleet before, Instant now) throws Exception {
        return new Fleet(before.tally(), before.breaker().next(1, before.tally(), settings(), now));
    }

    private Fleet counted(Fleet before, FleetNews note, Instant now) throws Exception {
        Tally kept = groups.get(note.domain());
        Tally tally = before.tally().replaced(kept == null ? Tally.NOBODY : kept, note.tally());
        long alarms = Math.max(0, tally.alarms() - before.tally().alarms());
        if (note.tally().equals(Tally.NOBODY)) {
            groups.remove(note.domain());
        } else {
            groups.put(note.domain(), note.tally());
        }
        return new Fleet(tally, before.breaker().next(alarms, tally, settings(), now));
    }

    private BreakerSettings settings() throws Exception {
        if (settings == null) {
            Ruled changed = policy.value();
            boolean replaced = changed != null && changed.insteadOf().equals(initial);
            settings = PolicyInForce.readable(replaced ? changed.policy() : initial, initial)
                    .breaker();
        }
        return settings;
    }

    private Fleet fleet() throws Exception {
        Fleet kept = fleets.value();
        return kept == null ? Fleet.NOTHING : kept;
    }
}
