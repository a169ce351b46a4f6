package dev.fleetshadow.stream;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.effect.Effect;
import dev.fleetshadow.remediation.CaseFile;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.Decision;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.GroupLedger;
import dev.fleetshadow.remediation.Notice;
import dev.fleetshadow.remediation.RemediationPlanner;
import dev.fleetshadow.remediation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Runs the planner for one group at a time, with what concerns all groups at hand, and lets deadlines pass.
 *
 * <p>What telemetry tells comes by several ways of different length: it waits here until the watermark has passed, so that
 * the recovery from a failure never overtakes its diagnosis, and a replay decides as the job did. Outcomes and controls are
 * taken as they come. How far the watermark is behind the clock of this machine decides only whether anything may be sent.
 */
public final class RemediateFunction extends KeyedBroadcastProcessFunction<String, GroupEvent, Notice, AuditEvent> {

    private static final long serialVersionUID = 1L;

    /** Commands to the resources' agents. */
    public static final OutputTag<RemediationRequest> COMMANDS = new OutputTag<>("commands") {
        private static final long serialVersionUID = 1L;
    };

    /** What became of actions that were taken. */
    public static final OutputTag<Effect> EFFECTS = new OutputTag<>("effects") {
        private static final long serialVersionUID = 1L;
    };

    /** Until telemetry has told the time, what is known may be of any age. */
    private static final Duration UNKNOWN_AGE = Duration.ofDays(1);

    private final Bulletin bulletin;
    private final Duration assumedAnswer;
    private transient GroupMemory memory;
    private transient Waiting<GroupEvent> waiting;
    private transient Counter commands;
    private transient Counter unmatched;
    private transient Counter refused;
    private transient Map<AuditKind, Counter> audited;

    RemediateFunction(Bulletin bulletin) {
        this(bulletin, null);
    }

    /**
     * Remediates where there may be nobody to answer.
     *
     * @param assumedAnswer after which every command counts as answered with success; {@code null} where agents answer
     */
    RemediateFunction(Bulletin bulletin, Duration assumedAnswer) {
        this.bulletin = bulletin;
        this.assumedAnswer = assumedAnswer;
    }

    @Override
    public void open(OpenContext context) {
        memory = new GroupMemory(getRuntimeContext());
        waiting = Waiting.in(getRuntimeContext(), GroupEvent.class, GroupEvent.ORDER);
        commands = JobMetric.COMMANDS.on(getRuntimeContext().getMetricGroup());
        unmatched = JobMetric.UNMATCHED.on(getRuntimeContext().getMetricGroup());
        refused = JobMetric.NOTICES_REFUSED.on(getRuntimeContext().getMetricGroup());
        audited = new EnumMap<>(Map.of(
                AuditKind.WITHHELD, JobMetric.WITHHELD.on(getRuntimeContext().getMetricGroup()),
                AuditKind.VERIFIED, JobMetric.VERIFIED.on(getRuntimeContext().getMetricGroup()),
                AuditKind.ESCALATED, JobMetric.ESCALATED.on(getRuntimeContext().getMetricGroup())));
    }

    @Override
    public void processElement(GroupEvent event, ReadOnlyContext context, Collector<AuditEvent> out) throws Exception {
        long watermark = context.currentWatermark();
        if (!event.fromTelemetry()) {
            decide(event, watermark == Long.MIN_VALUE ? notAhead(event, context) : watermark, context, out);
        } else if (context.timestamp() <= watermark) {
            decide(event, watermark, context, out);
        } else {
            waiting.add(event, context.timestamp(), context.timerService());
        }
    }

    /** Before telemetry has told the time: whoever speaks may have a clock that is ahead. */
    private long notAhead(GroupEvent event, ReadOnlyContext context) {
        long at = event.at().toEpochMilli();
        return bulletin.simulatedTime() ? at : Math.min(at, context.currentProcessingTime());
    }

    @Override
    public void processBroadcastElement(Notice notice, Context context, Collector<AuditEvent> out) throws Exception {
        if (!bulletin.take(notice, context.getBroadcastState(Bulletin.NOTICES), context.currentWatermark())) {
            refused.inc();
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AuditEvent> out) throws Exception {
        for (GroupEvent event : waiting.come(timestamp)) {
            decide(event, timestamp, context, out);
        }
        Instant now = Instant.ofEpochMilli(timestamp);
        String group = context.getCurrentKey();
        for (String resourceId : memory.dueAt(timestamp)) {
            CaseFile file = memory.file(resourceId);
            Situation situation = situation(context, now);
            act(RemediationPlanner.due(group, memory.ledger(), file, situation, now), file, now, context, out);
        }
        GroupLedger ledger = memory.ledger();
        if (ledger.nextEnd().filter(end -> !end.isAfter(now)).isPresent()) {
            act(RemediationPlanner.ended(group, ledger, situation(context, now), now), null, now, context, out);
        }
    }

    private void decide(GroupEvent event, long nowMillis, ReadOnlyContext context, Collector<AuditEvent> out)
            throws Exception {
        Instant now = Instant.ofEpochMilli(nowMillis);
        CaseFile file = memory.file(concerned(event));
        Situation situation = situation(context, now);
        act(RemediationPlanner.next(memory.ledger(), file, event, situation, now), file, now, context, out);
    }

    private String concerned(GroupEvent event) throws Exception {
        boolean approval =
                event.kind() == GroupEvent.Kind.CONTROL && event.control().kind() == ControlKind.APPROVAL;
        return approval ? memory.proposedFor(event.control().id()) : event.resourceId();
    }

    private Situation situation(ReadOnlyContext context, Instant now) throws Exception {
        boolean untold = context.currentWatermark() == Long.MIN_VALUE;
        Duration behind = Duration.between(now, Instant.ofEpochMilli(context.currentProcessingTime()));
        return bulletin.situation(
                context.getBroadcastState(Bulletin.NOTICES),
                untold ? UNKNOWN_AGE : behind.isNegative() ? Duration.ZERO : behind);
    }

    private void act(
            Decision decision, CaseFile before, Instant now, ReadOnlyContext context, Collector<AuditEvent> out)
            throws Exception {
        if (!decision.matched()) {
            unmatched.inc();
        }
        decision.audit().forEach(entry -> {
            if (audited.containsKey(entry.kind())) {
                audited.get(entry.kind()).inc();
            }
            out.collect(entry);
        });
        for (RemediationRequest request : decision.requests()) {
            context.output(COMMANDS, request);
            assumeAnswer(request, now, context.timerService());
        }
        decision.effects().forEach(effect -> context.output(EFFECTS, effect));
        commands.inc(decision.requests().size());
        memory.keep(decision, before, now, context.timerService());
    }

    /** In event time, so that a replay answers as the one before. */
    private void assumeAnswer(RemediationRequest request, Instant now, TimerService timers) throws Exception {
        if (assumedAnswer == null) {
            return;
        }
        Instant at = now.plus(assumedAnswer);
        RemediationOutcome answer = new RemediationOutcome(
                request.commandId(),
                request.resource().id(),
                request.resource().group(),
                CommandState.SUCCESS,
                at,
                "assumed");
        waiting.add(GroupEvent.of(answer), at.toEpochMilli(), timers);
    }
}
