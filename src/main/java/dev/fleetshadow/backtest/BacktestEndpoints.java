package dev.fleetshadow.backtest;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.codec.JsonEndpoints;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.stream.DeadLetter;
import dev.fleetshadow.stream.Stage;
import dev.fleetshadow.stream.WireRecord;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Reads a history and writes files.
 *
 * <p>Nobody answers: a command that was sent stays without an outcome, unless one is assumed. When the history ends, event time runs to its end
 * too and everybody falls silent; what happens after {@code end} is left out.
 */
final class BacktestEndpoints extends JsonEndpoints {

    private final HistoryInput input;
    private final Path parts;
    private final Instant end;
    private final Duration assumedAnswer;

    /**
     * Connects the job to a history.
     *
     * @param assumedAnswer after which every command counts as answered with success; {@code null} for never
     */
    BacktestEndpoints(HistoryInput input, Path parts, Instant end, Duration assumedAnswer) {
        this.input = input;
        this.parts = parts;
        this.end = end;
        this.assumedAnswer = assumedAnswer;
    }

    @Override
    public Optional<Duration> assumedAnswer() {
        return Optional.ofNullable(assumedAnswer);
    }

    @Override
    public DataStream<WireRecord> statuses(StreamExecutionEnvironment env) {
        return read(env, "read-status", HistorySource.of(input));
    }

    /** No other job speaks in a backtest. */
    @Override
    public DataStream<WireRecord> healthReports(StreamExecutionEnvironment env) {
        return read(env, "read-health", HistorySource.nothing());
    }

    @Override
    public DataStream<WireRecord> outcomes(StreamExecutionEnvironment env) {
        return read(env, "read-outcomes", HistorySource.nothing());
    }

    @Override
    public DataStream<WireRecord> controls(StreamExecutionEnvironment env) {
        return read(env, "read-control", HistorySource.nothing());
    }

    @Override
    public DataStream<WireRecord> effectiveness(StreamExecutionEnvironment env) {
        return read(env, "read-effectiveness", HistorySource.nothing());
    }

    @Override
    public void health(DataStream<HealthReport> reports) {
        write(
                Stage.named("leave-out-silence", reports.filter(report -> report.level() != HealthLevel.SILENT)),
                BacktestFile.SCORES,
                HealthReport::observedAt,
                HealthReport::resourceId,
                BacktestRows::score);
    }

    @Override
    public void diagnoses(DataStream<Diagnosis> diagnoses) {
        write(
                diagnoses,
                BacktestFile.DIAGNOSES,
                Diagnosis::at,
                diagnosis -> diagnosis.resource().id(),
                BacktestRows::diagnosis);
    }

    @Override
    public void commands(DataStream<RemediationRequest> requests) {
        discard(requests, "write-commands");
    }

    @Override
    public void audit(DataStream<AuditEvent> entries) {
        write(entries, BacktestFile.DECISIONS, AuditEvent::at, AuditEvent::group, BacktestRows::decision);
    }

    @Override
    public void effectiveness(DataStream<Effectiveness> effects) {
        discard(effects, "write-effectiveness");
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters) {
        write(
                letters,
                BacktestFile.DEAD_LETTERS,
                letter -> Instant.MIN,
                letter -> letter.reason().wireName(),
                BacktestRows::deadLetter);
    }

    /** A resource's updates go to one decoder, so that they stay in order as in a partition of Kafka. */
    private static DataStream<WireRecord> read(StreamExecutionEnvironment env, String stage, HistorySource source) {
        WatermarkStrategy<WireRecord> inOrder = WatermarkStrategy.<WireRecord>forMonotonousTimestamps()
                .withTimestampAssigner((record, none) -> record.timestamp);
        return Stage.named(stage, env.fromSource(source, inOrder, stage).setParallelism(1))
                .partitionCustom(Math::floorMod, record -> Arrays.hashCode(record.key));
    }

    private <T> void write(
            DataStream<T> messages, BacktestFile file, Time<T> time, KeyedLines.Part<T> key, KeyedLines.Part<T> line) {
        Instant last = end;
        FilterFunction<T> beforeTheEnd = message -> !time.apply(message).isAfter(last);
        String stage = file.stage();
        to(
                Stage.named("until-end-" + stage, messages.filter(beforeTheEnd)),
                new KeyedLines<>(parts.resolve(file.name()).toString(), key, line),
                stage);
    }

    private static <T> void discard(DataStream<T> messages, String stage) {
        to(messages, new DiscardingSink<>(), stage);
    }

    private static <T> void to(DataStream<T> messages, Sink<T> sink, String stage) {
        messages.sinkTo(sink).uid(stage).name(stage);
    }

    /** A function that can be sent to the cluster. */
    @FunctionalInterface
    private interface Time<T> extends Function<T, Instant>, Serializable {}
}
