package dev.fleetshadow.stream;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.Decision;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.GroupLedger;
import dev.fleetshadow.remediation.RemediationPlanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Runs the planner for one group at a time, with the operator's pause of the fleet at hand, and lets deadlines pass.
 *
 * <p>What telemetry tells comes by several ways of different length: it waits here until the watermark has passed, so that
 * the recovery from a failure never overtakes its diagnosis, and a replay decides as the job did. Outcomes and controls are
 * taken as they come.
 */
public final class RemediateFunction
        extends KeyedBroadcastProcessFunction<String, GroupEvent, ControlMessage, AuditEvent> {

    private static final long serialVersionUID = 1L;

    /** Commands to the resources' agents. */
    public static final OutputTag<RemediationRequest> COMMANDS = new OutputTag<>("commands") {
        private static final long serialVersionUID = 1L;
    };

    static final MapStateDescriptor<String, ControlMessage> PAUSES =
            new MapStateDescriptor<>("pauses", Types.STRING, TypeInformation.of(ControlMessage.class));

    private final RemediationPlanner planner;
    private transient ValueState<GroupLedger> ledgers;
    private transient MapState<Long, List<GroupEvent>> waiting;
    private transient Counter commands;
    private transient Counter unmatched;
    private transient Map<AuditKind, Counter> audited;

    public RemediateFunction(RemediationPlanner planner) {
        this.planner = planner;
    }

    @Override
    public void open(OpenContext context) {
        ledgers = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("ledger", TypeInformation.of(GroupLedger.class)));
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", Types.LONG, Types.LIST(TypeInformation.of(GroupEvent.class))));
        commands = JobMetric.COMMANDS.on(getRuntimeContext().getMetricGroup());
        unmatched = JobMetric.UNMATCHED.on(getRuntimeContext().getMetricGroup());
        audited = new EnumMap<>(Map.of(
                AuditKind.WITHHELD, JobMetric.WITHHELD.on(getRuntimeContext().getMetricGroup()),
                AuditKind.VERIFIED, JobMetric.VERIFIED.on(getRuntimeContext().getMetricGroup()),
                AuditKind.ESCALATED, JobMetric.ESCALATED.on(getRuntimeContext().getMetricGroup())));
    }

    @Override
    public void processElement(GroupEvent event, ReadOnlyContext context, Collector<AuditEvent> out) throws Exception {
        long watermark = context.currentWatermark();
        if (!event.fromTelemetry()) {
            long now = watermark == Long.MIN_VALUE ? context.timestamp() : watermark;
            decide(event, now, context, out);
        } else if (context.timestamp() <= watermark) {
            decide(event, watermark, context, out);
        } else {
            await(event, context);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AuditEvent> out) throws Exception {
        List<GroupEvent> arrived = waiting.get(timestamp);
        if (arrived != null) {
            waiting.remove(timestamp);
            for (GroupEvent event : arrived.stream().sorted(GroupEvent.ORDER).toList()) {
                decide(event, timestamp, context, out);
            }
        }
        boolean paused = paused(context.getBroadcastState(PAUSES));
        act(planner.due(context.getCurrentKey(), ledger(), paused, Instant.ofEpochMilli(timestamp)), context, out);
    }

    private void await(GroupEvent event, ReadOnlyContext context) throws Exception {
        List<GroupEvent> together = waiting.get(context.timestamp());
        List<GroupEvent> more = together == null ? new ArrayList<>() : together;
        more.add(event);
        waiting.put(context.timestamp(), more);
        context.timerService().registerEventTimeTimer(context.timestamp());
    }

    private void decide(GroupEvent event, long now, ReadOnlyContext context, Collector<AuditEvent> out)
            throws Exception {
        boolean paused = paused(context.getBroadcastState(PAUSES));
        act(planner.next(ledger(), event, paused, Instant.ofEpochMilli(now)), context, out);
    }

    /**
     * Keeps the pause of the fleet. That of a group is kept in its ledger: what is broadcast sits in the memory of every
     * task, where a flood of group names must not pile up.
     */
    @Override
    public void processBroadcastElement(ControlMessage pause, Context context, Collector<AuditEvent> out)
            throws Exception {
        if (!pause.scope().equals(ControlMessage.FLEET)) {
            return;
        }
        BroadcastState<String, ControlMessage> pauses = context.getBroadcastState(PAUSES);
        if (pause.on()) {
            pauses.put(ControlMessage.FLEET, pause);
        } else {
            pauses.remove(ControlMessage.FLEET);
        }
    }

    private void act(Decision decision, ReadOnlyContext context, Collector<AuditEvent> out) throws Exception {
        if (!decision.matched()) {
            unmatched.inc();
        }
        decision.audit().forEach(entry -> {
            if (audited.containsKey(entry.kind())) {
                audited.get(entry.kind()).inc();
            }
            out.collect(entry);
        });
        decision.requests().forEach(request -> context.output(COMMANDS, request));
        commands.inc(decision.requests().size());
        if (!decision.ledger().untouched()) {
            ledgers.update(decision.ledger());
        }
        decision.ledger()
                .nextDeadline()
                .ifPresent(deadline -> context.timerService().registerEventTimeTimer(deadline.toEpochMilli()));
    }

    private GroupLedger ledger() throws Exception {
        GroupLedger kept = ledgers.value();
        return kept == null ? GroupLedger.empty() : kept;
    }

    private static boolean paused(ReadOnlyBroadcastState<String, ControlMessage> pauses) throws Exception {
        return pauses.contains(ControlMessage.FLEET);
    }
}
