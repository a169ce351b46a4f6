package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Ward;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.settings.SettingsException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets only changes through, by the policy in force: what follows is paid per symptom and not per report.
 *
 * <p>A resource that vanished while it was unwell is forgotten after the retention, by the clock of the machine: this
 * only frees memory.
 */
public final class WatchFunction extends KeyedBroadcastProcessFunction<String, HealthReport, PolicyText, Symptom> {

    private static final long serialVersionUID = 1L;

    /** Every report of an unwell resource, and the one with which it is well again. */
    public static final OutputTag<Sighting> SIGHTINGS = new OutputTag<>("sightings") {
        private static final long serialVersionUID = 1L;
    };

    private final PolicyInForce policy;
    private final Duration retention;
    private transient ValueState<Watched> watched;
    private transient Ward ward;
    private transient Counter repeated;
    private transient Counter refused;
    private transient Counter symptoms;
    private transient Counter recoveries;

    /**
     * Watches by the policy a job starts with.
     *
     * @param initial in force until another one comes; can be read
     * @param retention how long a resource that is not heard of any more is remembered
     */
    public WatchFunction(PolicyText initial, Duration retention) {
        this.policy = new PolicyInForce(initial);
        this.retention = retention;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Watched> descriptor =
                new ValueStateDescriptor<>("watched", TypeInformation.of(Watched.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(retention).build());
        watched = getRuntimeContext().getState(descriptor);
        repeated = JobMetric.REPEATED.on(getRuntimeContext().getMetricGroup());
        refused = JobMetric.POLICIES_REFUSED.on(getRuntimeContext().getMetricGroup());
        symptoms = JobMetric.SYMPTOMS.on(getRuntimeContext().getMetricGroup());
        recoveries = JobMetric.RECOVERIES.on(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(HealthReport report, ReadOnlyContext context, Collector<Symptom> out) throws Exception {
        Watched kept = watched.value();
        Watched before = kept == null ? Watched.NOTHING : kept;
        if (!before.precedes(report)) {
            repeated.inc();
            return;
        }
        Ward.Visit visit = ward(context.getBroadcastState(PolicyInForce.STATE)).next(before, report);
        if (!visit.after().equals(Watched.NOTHING)) {
            watched.update(visit.after());
        } else if (kept != null) {
            watched.clear();
        }
        symptoms.inc(visit.symptoms().size());
        visit.symptoms().forEach(out::collect);
        if (visit.sighting() != null) {
            recoveries.inc(visit.sighting().recovered() ? 1 : 0);
            context.output(SIGHTINGS, visit.sighting());
        }
    }

    /** Puts another policy in force; one that cannot be read changes nothing. */
    @Override
    public void processBroadcastElement(PolicyText text, Context context, Collector<Symptom> out) throws Exception {
        try {
            ward = of(policy.replace(text, context.getBroadcastState(PolicyInForce.STATE)));
        } catch (SettingsException unreadable) {
            refused.inc();
        }
    }

    /** Made anew after a restart, of the policy that was in force before. */
    private Ward ward(ReadOnlyBroadcastState<String, PolicyText> state) throws Exception {
        if (ward == null) {
            ward = of(policy.read(state));
        }
        return ward;
    }

    private static Ward of(Policy policy) {
        return new Ward(policy.failureModes(), policy.recovery());
    }
}
