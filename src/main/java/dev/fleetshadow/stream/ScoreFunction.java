package dev.fleetshadow.stream;

import dev.fleetshadow.health.ColdMemory;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.health.Vigil;
import dev.fleetshadow.health.VigilSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.util.Collector;

/** Scores an update against its resource's shadow, lets the shadow learn it, and notices when updates stay away. */
public final class ScoreFunction extends KeyedProcessFunction<String, StatusUpdate, HealthReport>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final HealthSettings settings;
    private final VigilSettings vigil;
    private final int maxResources;
    private transient HealthScorer scorer;
    private transient ValueState<ResourceShadow> shadows;
    private transient ColdMemory cold;
    private transient ResourceCount count;
    private transient Counters counters;

    public ScoreFunction(HealthSettings settings, VigilSettings vigil, int maxResources) {
        this.settings = settings;
        this.vigil = vigil;
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
        scorer = new HealthScorer(settings);
        shadows = getRuntimeContext().getState(new ValueStateDescriptor<>("shadow", StoredShadow.INSTANCE));
        cold = new StateMemory(
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("calibration-history", StoredCalibration.INSTANCE)),
                getRuntimeContext().getState(new ValueStateDescriptor<>("witness", StoredWitness.INSTANCE)),
                getRuntimeContext().getState(new ValueStateDescriptor<>("foresight", StoredForesight.INSTANCE)));
        counters = Counters.on(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(StatusUpdate update, Context context, Collector<HealthReport> out) throws Exception {
        ResourceShadow shadow = afterAlarms(shadows.value(), context, out);
        if (shadow == null) {
            if (count.resources() >= maxResources) {
                refuse(update, context);
                return;
            }
            count.add(1);
            shadow = ResourceShadow.cold();
        }
        if (!HealthScorer.fresh(shadow, update)) {
            counters.late.inc();
            return;
        }
        HealthReport report = scorer.observe(shadow, update, cold);
        await(shadow, context);
        shadows.update(shadow);
        counters.scored(report);
        out.collect(report);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<HealthReport> out) throws Exception {
        ResourceShadow shadow = shadows.value();
        if (shadow != null && timestamp == shadow.vigil().alarmAtMillis() && ring(shadow, out)) {
            setAlarm(shadow, context);
        }
    }

    /**
     * Answers what should have rung before this update, as if the watermark had come by: how far behind it is depends on
     * the load, and must not decide who was silent.
     */
    private ResourceShadow afterAlarms(ResourceShadow shadow, Context context, Collector<HealthReport> out)
            throws Exception {
        if (shadow == null || !shadow.vigil().overdue(context.timestamp())) {
            return shadow;
        }
        TimestampedCollector<HealthReport> timed = (TimestampedCollector<HealthReport>) out;
        while (shadow.vigil().overdue(context.timestamp())) {
            timed.setAbsoluteTimestamp(shadow.vigil().alarmAtMillis());
            if (!ring(shadow, out)) {
                timed.setAbsoluteTimestamp(context.timestamp());
                return null;
            }
        }
        timed.setAbsoluteTimestamp(context.timestamp());
        setAlarm(shadow, context);
        return shadow;
    }

    /** Answers the alarm of a resource; false if the resource is forgotten with that. */
    private boolean ring(ResourceShadow shadow, Collector<HealthReport> out) throws IOException {
        long now = shadow.vigil().alarmAtMillis();
        double interval = shadow.profile().cadence().seconds();
        Vigil.Alarm alarm = shadow.vigil().alarm(now, interval, shadow.profile().records(), vigil);
        if (alarm == Vigil.Alarm.FORGET) {
            forget();
        } else if (alarm == Vigil.Alarm.SILENT) {
            counters.silences.inc();
            out.collect(HealthScorer.silent(shadow, Instant.ofEpochMilli(now)));
        }
        return alarm != Vigil.Alarm.FORGET;
    }

    private void setAlarm(ResourceShadow shadow, Context context) throws IOException {
        context.timerService().registerEventTimeTimer(shadow.vigil().alarmAtMillis());
        shadows.update(shadow);
    }

    private void await(ResourceShadow shadow, Context context) {
        long before = shadow.vigil().alarmAtMillis();
        shadow.vigil().heard(context.timestamp(), shadow.profile().cadence().seconds(), vigil);
        if (shadow.vigil().alarmAtMillis() != before) {
            context.timerService().registerEventTimeTimer(shadow.vigil().alarmAtMillis());
        }
    }

    private void refuse(StatusUpdate update, Context context) {
        counters.deadLettered.inc();
        context.output(
                DecodeFunction.DEAD_LETTERS,
                DeadLetter.refused(
                        update,
                        DeadLetter.Reason.RESOURCE_LIMIT,
                        "resource.id: '%s' is not known and %d resources are shadowed; raise fleet-shadow.max-resources"
                                .formatted(update.resourceId(), count.resources())));
    }

    private void forget() throws IOException {
        shadows.clear();
        cold.forget();
        count.add(-1);
        counters.forgotten.inc();
    }

    private record Counters(
            Counter scored,
            Counter late,
            Counter trimmed,
            Counter unusable,
            Counter newNormals,
            Counter silences,
            Counter forgotten,
            Counter deadLettered) {

        static Counters on(MetricGroup metrics) {
            return new Counters(
                    JobMetric.SCORED.on(metrics),
                    JobMetric.LATE.on(metrics),
                    JobMetric.METRICS_TRIMMED.on(metrics),
                    JobMetric.METRICS_UNUSABLE.on(metrics),
                    JobMetric.NEW_NORMALS.on(metrics),
                    JobMetric.SILENCES.on(metrics),
                    JobMetric.FORGOTTEN.on(metrics),
                    JobMetric.DEAD_LETTERED.on(metrics));
        }

        void scored(HealthReport report) {
            scored.inc();
            trimmed.inc(report.quality().trimmed());
            unusable.inc(report.quality().unusable().size());
            newNormals.inc(report.incident() != null && report.incident().accepted() ? 1 : 0);
        }
    }
}
