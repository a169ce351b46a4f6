package dev.fleetshadow.endpoint;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.codec.DiagnosisJson;
import dev.fleetshadow.codec.EffectivenessJson;
import dev.fleetshadow.codec.HealthJson;
import dev.fleetshadow.codec.JsonEndpoints;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.IntakeSettings;
import dev.fleetshadow.settings.KafkaSettings;
import dev.fleetshadow.settings.SigningSettings;
import dev.fleetshadow.stream.DeadLetter;
import dev.fleetshadow.stream.Stage;
import dev.fleetshadow.stream.WireRecord;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from and writes to Kafka.
 *
 * <p>Topics are read from where the consumer group last was, or from their beginning. The transaction timeout is always
 * set: the sink's own default exceeds the broker's maximum, and the job would restart for ever.
 */
public final class KafkaEndpoints extends JsonEndpoints {

    /** Larger batches and a short wait: producer wake-ups were measured to cost 10 % of an operator's time. */
    private static final String BATCH_BYTES = "131072";

    private static final String LINGER_MILLIS = "20";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEndpoints.class);

    private final KafkaSettings kafka;
    private final IntakeSettings intake;

    private final SigningSettings signing;

    public KafkaEndpoints(FleetShadowSettings settings) {
        this.kafka = settings.kafka();
        this.intake = settings.intake();
        this.signing = settings.signing();
    }

    @Override
    public DataStream<WireRecord> statuses(StreamExecutionEnvironment env) {
        return read(env, Topic.STATUS, List.copyOf(intake.topics().keySet()), inTelemetrysTime());
    }

    @Override
    public DataStream<WireRecord> healthReports(StreamExecutionEnvironment env) {
        return read(env, Topic.HEALTH, inTelemetrysTime());
    }

    @Override
    public DataStream<WireRecord> outcomes(StreamExecutionEnvironment env) {
        return read(env, Topic.OUTCOMES, WatermarkStrategy.forGenerator(context -> new Timeless<>()))
                .setParallelism(1);
    }

    @Override
    public DataStream<WireRecord> controls(StreamExecutionEnvironment env) {
        return read(env, Topic.CONTROL, WatermarkStrategy.forGenerator(context -> new Timeless<>()))
                .setParallelism(1);
    }

    @Override
    public DataStream<WireRecord> effectiveness(StreamExecutionEnvironment env) {
        return read(env, Topic.EFFECTIVENESS, WatermarkStrategy.forGenerator(context -> new Timeless<>()))
                .setParallelism(1);
    }

    @Override
    public void health(DataStream<HealthReport> reports) {
        write(
                reports,
                Topic.HEALTH,
                DeliveryGuarantee.AT_LEAST_ONCE,
                events(
                                Topic.HEALTH,
                                HealthJson.TYPE,
                                HealthReport::resourceId,
                                HealthReport::observedAt,
                                HealthJson::encode)
                        .inEventTime());
    }

    @Override
    public void diagnoses(DataStream<Diagnosis> diagnoses) {
        write(
                diagnoses,
                Topic.DIAGNOSES,
                DeliveryGuarantee.EXACTLY_ONCE,
                events(
                        Topic.DIAGNOSES,
                        DiagnosisJson.TYPE,
                        diagnosis -> diagnosis.resource().id(),
                        Diagnosis::at,
                        DiagnosisJson::encode));
    }

    @Override
    public void commands(DataStream<RemediationRequest> requests) {
        if (!signing.signs()) {
            LOG.warn(
                    "Commands are not signed ({}): whoever can write to {} rules the fleet. Make a key with"
                            + " `fleet-shadow keys new`.",
                    FleetShadowOptions.ALLOW_UNSIGNED.key(),
                    name(Topic.COMMANDS));
        }
        write(
                requests,
                Topic.COMMANDS,
                DeliveryGuarantee.EXACTLY_ONCE,
                events(
                        Topic.COMMANDS,
                        CommandJson.TYPE,
                        request -> request.resource().id(),
                        RemediationRequest::issuedAt,
                        signing.signs() ? new SignedCommands(signing) : CommandJson::encode));
    }

    @Override
    public void audit(DataStream<AuditEvent> entries) {
        write(
                entries,
                Topic.AUDIT,
                DeliveryGuarantee.EXACTLY_ONCE,
                events(Topic.AUDIT, AuditJson.TYPE, AuditEvent::group, AuditEvent::at, AuditJson::encode));
    }

    /** Counts, not changes: a repeat is no news. */
    @Override
    public void effectiveness(DataStream<Effectiveness> effects) {
        write(
                effects,
                Topic.EFFECTIVENESS,
                DeliveryGuarantee.AT_LEAST_ONCE,
                new EventRecords<>(
                        name(Topic.EFFECTIVENESS),
                        EffectivenessJson.TYPE,
                        "/" + kafka.groupId(),
                        Effectiveness::key,
                        effect -> null,
                        EffectivenessJson::encode));
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters) {
        write(
                letters,
                Topic.DEADLETTER,
                DeliveryGuarantee.AT_LEAST_ONCE,
                new DeadLetterRecords(name(Topic.DEADLETTER), "/" + kafka.groupId()));
    }

    private SingleOutputStreamOperator<WireRecord> read(
            StreamExecutionEnvironment env, Topic topic, WatermarkStrategy<WireRecord> watermarks) {
        return read(env, topic, List.of(name(topic)), watermarks);
    }

    @SuppressWarnings("deprecation") // the connector's own signature still asks for Kafka's old enum
    private SingleOutputStreamOperator<WireRecord> read(
            StreamExecutionEnvironment env, Topic topic, List<String> names, WatermarkStrategy<WireRecord> watermarks) {
        KafkaSource<WireRecord> source = KafkaSource.<WireRecord>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(names)
                .setGroupId(kafka.groupId())
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new WireRecords())
                .setProperties(clientProperties())
                .build();
        String stage = "read-" + stage(topic);
        return Stage.named(stage, env.fromSource(source, watermarks, stage));
    }

    private <T> void write(
            DataStream<T> messages,
            Topic topic,
            DeliveryGuarantee guarantee,
            KafkaRecordSerializationSchema<T> records) {
        KafkaSinkBuilder<T> sink = KafkaSink.<T>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(clientProperties())
                .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES)
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS)
                .setProperty(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Long.toString(kafka.transactionTimeout().toMillis()))
                .setDeliveryGuarantee(guarantee)
                .setTransactionalIdPrefix(kafka.groupId() + "-" + stage(topic))
                .setRecordSerializer(records);
        String stage = "write-" + stage(topic);
        messages.sinkTo(sink.build()).uid(stage).name(stage);
    }

    private WatermarkStrategy<WireRecord> inTelemetrysTime() {
        return WatermarkStrategy.<WireRecord>forBoundedOutOfOrderness(intake.lateness())
                .withIdleness(intake.idleness());
    }

    private <T> EventRecords<T> events(
            Topic topic,
            String type,
            EventRecords.Part<T, String> key,
            EventRecords.Part<T, Instant> time,
            EventRecords.Part<T, byte[]> data) {
        return new EventRecords<>(name(topic), type, "/" + kafka.groupId(), key, time, data);
    }

    private Properties clientProperties() {
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        return properties;
    }

    private String name(Topic topic) {
        return topic.named(kafka.topicPrefix());
    }

    private static String stage(Topic topic) {
        return topic.named("");
    }
}
