package dev.fleetshadow.stream;

import dev.fleetshadow.gather.Delivery;
import dev.fleetshadow.gather.Gatherer;
import dev.fleetshadow.gather.Gathering;
import dev.fleetshadow.settings.GatherSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gathers what collectors send of a resource, and hands it on as one update when the time of the records says that nothing
 * more is to be expected of an interval.
 *
 * <p>What comes after that is left out and counted: an update made of a part of an interval would tell shares that never
 * were.
 *
 * <p>Many collectors send a record for each value. It would cost too much to read and write all that is known of a resource
 * for each: deliveries are appended, and taken together when an interval may be over or {@value #MOST_POINTS} points wait.
 */
public final class GatherFunction extends KeyedProcessFunction<String, Delivery, StatusUpdate>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final int MOST_POINTS = 512;

    /** More would not make it clearer whose the points are that were refused. */
    private static final int MOST_VALUES_TOLD = 20;

    private final GatherSettings settings;
    private final int maxResources;
    private transient Gatherer gatherer;
    private transient ValueState<Gathering> gatherings;
    private transient ListState<Sent> deliveries;
    private transient ValueState<Pending> pending;
    private transient ResourceCount count;
    private transient Counters counters;

    public GatherFunction(GatherSettings settings, int maxResources) {
        this.settings = settings;
        this.maxResources = maxResources;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        count = ResourceCount.restored(context.getOperatorStateStore());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        count.store();
    }

    @Override
    public void open(OpenContext context) {
        gatherer = settings.gatherer();
        gatherings = getRuntimeContext().getState(new ValueStateDescriptor<>("gathering", StoredGathering.INSTANCE));
        deliveries = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("deliveries", TypeInformation.of(Sent.class)));
        pending =
                getRuntimeContext().getState(new ValueStateDescriptor<>("pending", TypeInformation.of(Pending.class)));
        counters = Counters.on(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Delivery delivery, Context context, Collector<StatusUpdate> out) throws Exception {
        Pending known = pending.value();
        long closesAt = gatherer.closesAt(context.timestamp());
        if (closesAt <= context.timerService().currentWatermark()) {
            counters.late.inc(delivery.measurements().size());
        } else if (known == null && count.resources() >= maxResources) {
            refuse(delivery, context);
        } else {
            count.add(known == null ? 1 : 0);
            append(delivery, known == null ? Pending.NOTHING : known, context);
        }
    }

    private void append(Delivery delivery, Pending before, Context context) throws Exception {
        deliveries.add(new Sent(context.timestamp(), delivery));
        long closesAt = gatherer.closesAt(context.timestamp());
        if (closesAt < before.wakesAtMillis()) {
            context.timerService().registerEventTimeTimer(closesAt);
        }
        Pending now = before.and(delivery.measurements().size(), closesAt);
        if (now.points() < MOST_POINTS) {
            pending.update(now);
        } else {
            gatherings.update(gathered(context.timerService()));
            pending.update(Pending.NOTHING);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<StatusUpdate> out) throws Exception {
        if (pending.value() == null) {
            return;
        }
        Gathering gathering = gathered(context.timerService());
        for (Gatherer.Closed closed : gatherer.close(gathering, timestamp)) {
            counters.gathered.inc();
            counters.trimmed.inc(closed.trimmed());
            out.collect(closed.update());
        }
        if (gatherer.forgets(gathering, timestamp)) {
            forget();
            return;
        }
        if (gathering.alarmAtMillis() <= timestamp) {
            gathering.setAlarm(gatherer.alarmAt(timestamp));
            context.timerService().registerEventTimeTimer(gathering.alarmAtMillis());
        }
        gatherings.update(gathering);
        pending.update(Pending.NOTHING);
    }

    /** What is known with everything that waits. */
    private Gathering gathered(TimerService timers) throws Exception {
        Gathering known = gatherings.value();
        Gathering gathering = known == null ? new Gathering() : known;
        for (Sent sent : deliveries.get()) {
            Gatherer.Taken taken = gatherer.take(gathering, sent.delivery(), sent.atMillis());
            counters.late.inc(taken.late());
            counters.refused.inc(taken.refused());
            if (taken.awaits()) {
                timers.registerEventTimeTimer(gatherer.closesAt(sent.atMillis()));
            }
        }
        deliveries.clear();
        return gathering;
    }

    private void forget() {
        gatherings.clear();
        pending.clear();
        count.add(-1);
    }

    private void refuse(Delivery delivery, Context context) {
        counters.deadLettered.inc();
        context.output(
                DecodeFunction.DEAD_LETTERS,
                DeadLetter.refused(
                        told(delivery),
                        DeadLetter.Reason.RESOURCE_LIMIT,
                        "resource.id: '%s' is not known and %d resources are gathered; its %d points are left out; raise fleet-shadow.max-resources"
                                .formatted(
                                        delivery.resourceId(),
                                        count.resources(),
                                        delivery.measurements().size())));
    }

    /** Some of the points as an update, for a person to see what they are about. */
    private static StatusUpdate told(Delivery delivery) {
        Map<String, Double> values = new HashMap<>();
        delivery.measurements().stream()
                .filter(measurement -> Double.isFinite(measurement.value()))
                .limit(MOST_VALUES_TOLD)
                .forEach(measurement -> values.put(measurement.series(), measurement.value()));
        return StatusUpdate.running(
                delivery.resource(), delivery.measurements().get(0).at(), values);
    }

    /** A delivery that waits. */
    public record Sent(long atMillis, Delivery delivery) {}

    /**
     * How much waits.
     *
     * @param wakesAtMillis when the first of the intervals that are waited for may be over
     */
    public record Pending(int points, long wakesAtMillis) {

        static final Pending NOTHING = new Pending(0, Long.MAX_VALUE);

        Pending and(int more, long closesAtMillis) {
            return new Pending(points + more, Math.min(wakesAtMillis, closesAtMillis));
        }
    }

    private record Counters(Counter gathered, Counter late, Counter refused, Counter trimmed, Counter deadLettered) {

        static Counters on(MetricGroup metrics) {
            return new Counters(
                    JobMetric.GATHERED.on(metrics),
                    JobMetric.POINTS_LATE.on(metrics),
                    JobMetric.POINTS_REFUSED.on(metrics),
                    JobMetric.METRICS_TRIMMED.on(metrics),
                    JobMetric.DEAD_LETTERED.on(metrics));
        }
    }
}
