package dev.fleetshadow.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.JsonEndpoints;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.simulator.DomainIncident;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.FleetPlan;
import dev.fleetshadow.simulator.SimulatedFleet;
import dev.fleetshadow.simulator.World;
import dev.fleetshadow.stream.DeadLetter;
import dev.fleetshadow.stream.FleetShadowJob;
import dev.fleetshadow.stream.WireRecord;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is proved without a job is what the job does: the same updates lead to the same diagnoses and decisions. */
class JobAgreesIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofHours(80);
    private static final Duration WHOLE = QUIET.plusHours(16);

    @TempDir
    static Path directory;

    private static final List<List<StatusUpdate>> STEPS = new ArrayList<>();
    private static ShadowRemedy remedy;
    private static List<Diagnosis> diagnoses;
    private static List<AuditEvent> audit;

    @BeforeAll
    static void liveThroughItBothWays() throws Exception {
        SimulatedFleet fleet = new SimulatedFleet(new FleetPlan(12, 3, INTERVAL, 11, START, World.REAL));
        FleetShadowSettings settings = settings();
        Policy policy = settings.policy();
        remedy = new ShadowRemedy(Shadows.unknown(settings.health()), policy, Map.of());
        while (fleet.now().isBefore(START.plus(WHOLE))) {
            happen(fleet);
            List<StatusUpdate> updates = fleet.step();
            STEPS.add(updates);
            for (Instant minute = fleet.now().minus(INTERVAL);
                    minute.isBefore(fleet.now());
                    minute = minute.plusSeconds(60)) {
                Instant from = minute;
                List<StatusUpdate> own = updates.stream()
                        .filter(update -> !update.observedAt().isBefore(from)
                                && update.observedAt().isBefore(from.plusSeconds(60)))
                        .toList();
                remedy.minute(own, minute.plusSeconds(60), Duration.ZERO);
            }
        }
        job(settings);
    }

    private static void happen(SimulatedFleet fleet) {
        Duration after = Duration.between(START.plus(QUIET), fleet.now());
        if (after.equals(Duration.ofHours(1))) {
            fleet.inject(Fault.MEMORY_LEAK, "web-000");
            fleet.inject(Fault.DISK_FILLING, "api-001");
            fleet.inject(Fault.CRASH, "cache-002");
            fleet.inject(Fault.CRASH_LOOP, "web-003");
            fleet.inject(Fault.NETWORK_DEGRADATION, "api-004");
        }
        if (after.equals(Duration.ofHours(9))) {
            Instant now = fleet.now();
            fleet.begin(new DomainIncident(
                    DomainIncident.Kind.COLLECTOR_STALL, "group=web/zone-1", now, now.plus(Duration.ofHours(3))));
        }
    }

    @Test
    void theSameDiagnosesAreMadeAtTheSameTime() {
        assertThat(remedy.diagnoses()).hasSizeGreaterThan(12);
        assertThat(sorted(diagnoses)).isEqualTo(sorted(remedy.diagnoses()));
    }

    private static List<String> sorted(List<Diagnosis> made) {
        return made.stream()
                .map(diagnosis -> "%s %s %s %s %s, confidence %.1f"
                        .formatted(
                                diagnosis.id(),
                                diagnosis.at(),
                                diagnosis.resource().id(),
                                diagnosis.failureMode(),
                                diagnosis.startedAt(),
                                diagnosis.confidence()))
                .sorted()
                .toList();
    }

    @Test
    void everyGroupDecidesTheSameInTheSameOrder() {
        assertThat(remedy.audit())
                .extracting(AuditEvent::kind)
                .contains(
                        AuditKind.DIAGNOSED,
                        AuditKind.WITHHELD,
                        AuditKind.RECOVERED,
                        AuditKind.DOMAIN_HELD,
                        AuditKind.RESOURCE_FAILED);
        for (String group :
                remedy.audit().stream().map(AuditEvent::group).distinct().toList()) {
            assertThat(of(group, audit)).as(group).isEqualTo(of(group, remedy.audit()));
        }
        assertThat(audit).hasSameSizeAs(remedy.audit());
    }

    private static List<String> of(String group, List<AuditEvent> entries) {
        return entries.stream()
                .filter(entry -> entry.group().equals(group))
                .map(entry -> "%d %s %s %s %s %s %s"
                        .formatted(
                                entry.sequence(),
                                entry.at(),
                                entry.kind(),
                                entry.resourceId(),
                                entry.failureMode(),
                                entry.action(),
                                entry.guardrail()))
                .sorted(Comparator.comparing(line -> Integer.parseInt(line.substring(0, line.indexOf(' ')))))
                .toList();
    }

    private static FleetShadowSettings settings() {
        Configuration config = new Configuration();
        config.set(FleetShadowOptions.MODE, Mode.OBSERVE);
        config.set(FleetShadowOptions.MAX_INPUT_LAG, Duration.ZERO);
        return FleetShadowSettings.withoutBrokers(config);
    }

    private static void job(FleetShadowSettings settings) throws Exception {
        Configuration config = new Configuration();
        config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, config);
        Recorded endpoints = new Recorded();
        FleetShadowJob.wire(env, endpoints, settings);
        env.executeAsync("agrees");
        Instant end = START.plus(WHOLE);
        diagnoses = taken(endpoints.diagnoses).stream()
                .filter(diagnosis -> !diagnosis.at().isAfter(end))
                .toList();
        audit = taken(endpoints.audit).stream()
                .filter(entry -> !entry.at().isAfter(end))
                .toList();
    }

    private static <T> List<T> taken(CloseableIterator<T> results) throws Exception {
        List<T> taken = new ArrayList<>();
        try (results) {
            results.forEachRemaining(taken::add);
        }
        return taken;
    }

    /** Hands the updates over as they were told, and keeps what is said. */
    private static final class Recorded extends JsonEndpoints {

        private CloseableIterator<Diagnosis> diagnoses;
        private CloseableIterator<AuditEvent> audit;

        @Override
        public DataStream<WireRecord> statuses(StreamExecutionEnvironment env) {
            List<WireRecord> records = STEPS.stream()
                    .flatMap(List::stream)
                    .map(update -> WireRecord.of(
                            "fleet.status",
                            update.resourceId(),
                            StatusJson.encode(update),
                            update.observedAt().toEpochMilli()))
                    .toList();
            return timed(env, records, "statuses")
                    .partitionCustom(Math::floorMod, record -> Arrays.hashCode(record.key));
        }

        private static DataStream<WireRecord> timed(
                StreamExecutionEnvironment env, List<WireRecord> records, String name) {
            return env.fromData(WireRecord.class, records.toArray(WireRecord[]::new))
                    .uid(name)
                    .setParallelism(1)
                    .assignTimestampsAndWatermarks(WatermarkStrategy.<WireRecord>forMonotonousTimestamps()
                            .withTimestampAssigner((record, none) -> record.timestamp))
                    .uid(name + "-timed")
                    .setParallelism(1);
        }

        private static DataStream<WireRecord> nothing(StreamExecutionEnvironment env, String name) {
            return timed(env, List.of(WireRecord.of("nothing", "", new byte[0], 0)), name)
                    .filter(record -> false)
                    .uid(name + "-none");
        }

        @Override
        public DataStream<WireRecord> healthReports(StreamExecutionEnvironment env) {
            return nothing(env, "health-reports");
        }

        @Override
        public DataStream<WireRecord> outcomes(StreamExecutionEnvironment env) {
            return nothing(env, "outcomes");
        }

        @Override
        public DataStream<WireRecord> controls(StreamExecutionEnvironment env) {
            return nothing(env, "controls");
        }

        @Override
        public DataStream<WireRecord> effectiveness(StreamExecutionEnvironment env) {
            return nothing(env, "effectiveness");
        }

        @Override
        public void health(DataStream<HealthReport> reports) {
            reports.sinkTo(new DiscardingSink<>());
        }

        @Override
        public void diagnoses(DataStream<Diagnosis> made) {
            diagnoses = made.collectAsync();
        }

        @Override
        public void commands(DataStream<RemediationRequest> requests) {
            requests.sinkTo(new DiscardingSink<>());
        }

        @Override
        public void audit(DataStream<AuditEvent> entries) {
            audit = entries.collectAsync();
        }

        @Override
        public void effectiveness(DataStream<Effectiveness> effects) {
            effects.sinkTo(new DiscardingSink<>());
        }

        @Override
        public void deadLetters(DataStream<DeadLetter> letters) {
            letters.sinkTo(new DiscardingSink<>());
        }
    }
}
