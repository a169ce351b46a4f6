package dev.fleetshadow.bench;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.codec.JsonEndpoints;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.stream.DeadLetter;
import dev.fleetshadow.stream.Stage;
import dev.fleetshadow.stream.WireRecord;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Nobody speaks and nobody listens: only what a job says is counted, and when it said its last diagnosis. */
final class DiscardingEndpoints extends JsonEndpoints {

    /** Of the failure that the unwell ones have. */
    static final LongAdder DIAGNOSES = new LongAdder();

    static final LongAdder OTHER_DIAGNOSES = new LongAdder();
    static final LongAdder COMMANDS = new LongAdder();
    static final LongAdder AUDIT = new LongAdder();
    static final AtomicLong LAST_DIAGNOSIS_NANOS = new AtomicLong();

    /** Of a diagnosis behind the report that completed it, where event time runs as the clock does. */
    static final LongAccumulator LONGEST_DELAY_NANOS = new LongAccumulator(Math::max, 0);

    static void begin() {
        DIAGNOSES.reset();
        OTHER_DIAGNOSES.reset();
        COMMANDS.reset();
        AUDIT.reset();
        LAST_DIAGNOSIS_NANOS.set(0);
        LONGEST_DELAY_NANOS.reset();
    }

    @Override
    public DataStream<WireRecord> statuses(StreamExecutionEnvironment env) {
        return nothing(env, "read-status");
    }

    @Override
    public DataStream<WireRecord> healthReports(StreamExecutionEnvironment env) {
        return nothing(env, "read-health");
    }

    @Override
    public DataStream<WireRecord> outcomes(StreamExecutionEnvironment env) {
        return nothing(env, "read-outcomes");
    }

    @Override
    public DataStream<WireRecord> controls(StreamExecutionEnvironment env) {
        return nothing(env, "read-control");
    }

    @Override
    public DataStream<WireRecord> effectiveness(StreamExecutionEnvironment env) {
        return nothing(env, "read-effectiveness");
    }

    @Override
    public void health(DataStream<HealthReport> reports) {
        discard(reports, "write-health", report -> false);
    }

    @Override
    public void diagnoses(DataStream<Diagnosis> diagnoses) {
        discard(diagnoses, "write-diagnoses", diagnosis -> {
            long now = System.nanoTime();
            if (!diagnosis.failureMode().equals(HealthFeed.FAILURE_MODE)) {
                OTHER_DIAGNOSES.increment();
                return false;
            }
            DIAGNOSES.increment();
            LAST_DIAGNOSIS_NANOS.accumulateAndGet(now, Math::max);
            long reported = Duration.between(HealthFeed.START, diagnosis.at()).toNanos();
            LONGEST_DELAY_NANOS.accumulate(now - HealthFeed.FIRST_NANOS.get() - reported);
            return false;
        });
    }

    @Override
    public void commands(DataStream<RemediationRequest> requests) {
        discard(requests, "write-commands", request -> {
            COMMANDS.increment();
            return false;
        });
    }

    @Override
    public void audit(DataStream<AuditEvent> entries) {
        discard(entries, "write-audit", entry -> {
            AUDIT.increment();
            return false;
        });
    }

    @Override
    public void effectiveness(DataStream<Effectiveness> effects) {
        discard(effects, "write-effectiveness", effect -> false);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters) {
        discard(letters, "write-deadletter", letter -> false);
    }

    private static DataStream<WireRecord> nothing(StreamExecutionEnvironment env, String stage) {
        var source = new DataGeneratorSource<>(number -> new WireRecord(), 1, TypeInformation.of(WireRecord.class));
        return Stage.named(
                "none-of-" + stage,
                Stage.named(stage, env.fromSource(source, WatermarkStrategy.noWatermarks(), stage))
                        .setParallelism(1)
                        .filter(record -> false)
                        .setParallelism(1));
    }

    private static <T> void discard(DataStream<T> messages, String stage, FilterFunction<T> counted) {
        Stage.named("count-" + stage, messages.filter(counted))
                .sinkTo(new DiscardingSink<>())
                .uid(stage)
                .name(stage);
    }
}
