package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Runs the matching of one shape as the job does, in a processing time that follows the symptoms. */
final class MatchStage {

    private final KeyedOneInputStreamOperatorTestHarness<String, Symptom, Diagnosis> harness;

    private MatchStage(KeyedOneInputStreamOperatorTestHarness<String, Symptom, Diagnosis> harness) {
        this.harness = harness;
    }

    static MatchStage overRocksDb(Shape shape, OperatorSubtaskState restored) throws Exception {
        return new MatchStage(RocksDb.opened(harness(shape), restored));
    }

    static MatchStage over(StateBackend backend, Shape shape) throws Exception {
        var harness = harness(shape);
        harness.setStateBackend(backend);
        harness.open();
        return new MatchStage(harness);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Symptom, Diagnosis> harness(Shape shape)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        TypeInformation<Symptom> type = TypeInformation.of(Symptom.class);
        DataStream<Symptom> none = env.fromData(List.<Symptom>of(), type);
        var matches = MatchOperator.match(shape, none.keyBy(Symptom::key));
        return new KeyedOneInputStreamOperatorTestHarness<>(
                ((OneInputTransformation<?, Diagnosis>) matches.getTransformation()).getOperatorFactory(),
                Symptom::key,
                Types.STRING,
                type.createSerializer(env.getConfig().getSerializerConfig()));
    }

    void send(Symptom symptom) throws Exception {
        send(symptom, symptom.at());
    }

    /** As the job does: what does not count is left out. The record may be older or newer than what it tells. */
    void send(Symptom symptom, Instant timestamp) throws Exception {
        if (symptom.at().toEpochMilli() > harness.getProcessingTime()) {
            passTo(symptom.at());
        }
        if (symptom.counts()) {
            harness.processElement(symptom, timestamp.toEpochMilli());
        }
    }

    void passTo(Instant processingTime) throws Exception {
        harness.setProcessingTime(processingTime.toEpochMilli());
    }

    void watermark(Instant eventTime) throws Exception {
        harness.processWatermark(eventTime.toEpochMilli());
    }

    List<Diagnosis> diagnoses() {
        return harness.extractOutputValues();
    }

    List<Long> timestamps() {
        return harness.extractOutputStreamRecords().stream()
                .map(StreamRecord::getTimestamp)
                .toList();
    }

    /** Entries of state and timers; on the heap only. */
    int leftovers() {
        return harness.numKeyedStateEntries() + harness.numProcessingTimeTimers();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    void close() throws Exception {
        harness.close();
    }
}
