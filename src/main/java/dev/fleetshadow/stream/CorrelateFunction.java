package dev.fleetshadow.stream;

import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.diagnosis.CorrelationTracker;
import dev.fleetshadow.diagnosis.DomainReport;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.SymptomTracker;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.settings.PolicyText;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes of a failure domain that is held something that can be diagnosed, so that what befalls many members is told once:
 * looks at it every minute, as at a resource that reports.
 */
public final class CorrelateFunction extends KeyedBroadcastProcessFunction<String, CensusNote, PolicyText, Symptom> {

    private static final long serialVersionUID = 1L;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** Domains that are ill, minute by minute, and that are well again. */
    public static final OutputTag<Sighting> SIGHTINGS = new OutputTag<>("domain-sightings") {
        private static final long serialVersionUID = 1L;
    };

    /** What is remembered of a domain while it is held, and until that is over. */
    public record Domain(CensusNote last, Watched watched) {}

    private final PolicyInForce policy;
    private transient ValueState<Domain> domains;
    private transient Waiting<CensusNote> waiting;
    private transient CorrelationTracker tracker;

    CorrelateFunction(PolicyInForce policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        waiting = Waiting.in(getRuntimeContext(), CensusNote.class, Comparator.comparing(CensusNote::at));
        domains = getRuntimeContext().getState(new ValueStateDescriptor<>("domain", TypeInformation.of(Domain.class)));
    }

    @Override
    public void processElement(CensusNote note, ReadOnlyContext context, Collector<Symptom> out) throws Exception {
        long at = Math.max(note.at().toEpochMilli(), context.currentWatermark() + 1);
        waiting.add(note, at, context.timerService());
    }

    @Override
    public void processBroadcastElement(PolicyText text, Context context, Collector<Symptom> out) throws Exception {
        policy.replace(text, context.getBroadcastState(PolicyInForce.STATE));
        tracker = null;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Symptom> out) throws Exception {
        Domain kept = domains.value();
        for (CensusNote note : waiting.come(timestamp)) {
            if (kept != null || note.hold() != null) {
                kept = new Domain(note, kept == null ? Watched.NOTHING : kept.watched());
            }
        }
        if (kept == null) {
            return;
        }
        if (timestamp % MINUTE == 0) {
            look(kept, timestamp, context, out);
        } else {
            domains.update(kept);
            lookAgain(timestamp, context.timerService()::registerEventTimeTimer);
        }
    }

    private void look(Domain kept, long timestamp, OnTimerContext context, Collector<Symptom> out) throws Exception {
        if (tracker == null) {
            tracker = new CorrelationTracker(
                    policy.read(context.getBroadcastState(PolicyInForce.STATE)).failureModes());
        }
        DomainReport report = kept.last().reportAt(Instant.ofEpochMilli(timestamp));
        SymptomTracker.Step step = tracker.next(kept.watched(), report);
        step.symptoms().forEach(out::collect);
        if (step.after().unwell() || step.recovered()) {
            context.output(SIGHTINGS, CorrelationTracker.sighting(report, step));
        }
        if (report.gated() || !step.after().nothing()) {
            domains.update(new Domain(kept.last(), step.after()));
            lookAgain(timestamp, context.timerService()::registerEventTimeTimer);
        } else {
            domains.clear();
        }
    }

    private static void lookAgain(long afterMillis, LongConsumer timers) {
        timers.accept((afterMillis / MINUTE + 1) * MINUTE);
    }
}
