package dev.fleetshadow.stream;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.IntakeFormat;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Connects the job to the world: where records come from, how they are read, and where results go. */
public interface Endpoints {

    /** Status updates, timestamped, with watermarks per partition. */
    DataStream<WireRecord> statuses(StreamExecutionEnvironment env);

    /** What a shadow in another job says, timestamped, with watermarks per partition. */
    DataStream<WireRecord> healthReports(StreamExecutionEnvironment env);

    /** What agents say of their commands; must not hold back event time. */
    DataStream<WireRecord> outcomes(StreamExecutionEnvironment env);

    /** What operators say; must not hold back event time. */
    DataStream<WireRecord> controls(StreamExecutionEnvironment env);

    /** How often actions helped, as this job has told before; must not hold back event time. */
    DataStream<WireRecord> effectiveness(StreamExecutionEnvironment env);

    /** After how long every command counts as answered with success, where there is nobody to answer. */
    default Optional<Duration> assumedAnswer() {
        return Optional.empty();
    }

    Decoder<StatusUpdate> statusFormat();

    /** How the records of topics that are not native are read. */
    Decoder<List<DataPoint>> pointFormat(IntakeFormat format);

    Decoder<HealthReport> healthFormat();

    Decoder<RemediationOutcome> outcomeFormat();

    Decoder<ControlMessage> controlFormat();

    Decoder<Effectiveness> effectivenessFormat();

    /** Every report, under the time of its element. */
    void health(DataStream<HealthReport> reports);

    void diagnoses(DataStream<Diagnosis> diagnoses);

    void commands(DataStream<RemediationRequest> requests);

    void audit(DataStream<AuditEvent> entries);

    void effectiveness(DataStream<Effectiveness> effects);

    void deadLetters(DataStream<DeadLetter> letters);
}
