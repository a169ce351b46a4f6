package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Symptom;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.util.Collector;

/** Names the failure that a complete match amounts to. */
final class DiagnoseFunction extends PatternProcessFunction<Symptom, Diagnosis> {

    private static final long serialVersionUID = 1L;

    private transient Counter diagnoses;
    private transient long timestamp;

    @Override
    public void open(OpenContext context) {
        diagnoses = JobMetric.DIAGNOSES.on(getRuntimeContext().getMetricGroup());
    }

    /** The event time of what is matched next. */
    void stampWith(long eventTime) {
        timestamp = eventTime;
    }

    @Override
    public void processMatch(Map<String, List<Symptom>> match, Context context, Collector<Diagnosis> out) {
        diagnoses.inc();
        ((TimestampedCollector<Diagnosis>) out).setAbsoluteTimestamp(timestamp);
        out.collect(Diagnosis.of(
                match.get(FailurePatterns.FIRST).get(0).enteredAt(),
                match.get(FailurePatterns.LAST).get(0)));
    }
}
