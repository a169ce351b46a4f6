package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.SymptomTracker;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.GroupEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets only changes through: what follows is paid per symptom and not per report, and the healthy cost nothing there. */
public final class WatchFunction extends KeyedProcessFunction<String, HealthReport, Symptom> {

    private static final long serialVersionUID = 1L;

    /** Resources that were unwell and are well again. */
    public static final OutputTag<GroupEvent> RECOVERIES = new OutputTag<>("recoveries") {
        private static final long serialVersionUID = 1L;
    };

    private final SymptomTracker tracker;
    private transient ValueState<Watched> watched;
    private transient Counter symptoms;
    private transient Counter recoveries;

    public WatchFunction(SymptomTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public void open(OpenContext context) {
        watched =
                getRuntimeContext().getState(new ValueStateDescriptor<>("watched", TypeInformation.of(Watched.class)));
        symptoms = JobMetric.SYMPTOMS.on(getRuntimeContext().getMetricGroup());
        recoveries = JobMetric.RECOVERIES.on(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(HealthReport report, Context context, Collector<Symptom> out) throws Exception {
        Watched kept = watched.value();
        Watched before = kept == null ? Watched.NOTHING : kept;
        SymptomTracker.Step step = tracker.next(before, report);
        if (!step.after().nothing()) {
            watched.update(step.after());
        } else if (kept != null) {
            watched.clear();
        }
        symptoms.inc(step.symptoms().size());
        step.symptoms().forEach(out::collect);
        if (step.recovered()) {
            recoveries.inc();
            context.output(
                    RECOVERIES,
                    GroupEvent.recovery(report.resource().group(), report.resourceId(), report.observedAt()));
        }
    }
}
