package dev.fleetshadow.settings;

import static org.apache.flink.configuration.ConfigOptions.key;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.detection.SecondOpinion;
import dev.fleetshadow.forecast.ForecastModel;
import dev.fleetshadow.health.HealthSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Names every option of the job once: its key, type, default and meaning. */
public final class FleetShadowOptions {

    public static final ConfigOption<String> BOOTSTRAP_SERVERS = key("fleet-shadow.kafka.bootstrap-servers")
            .stringType()
            .noDefaultValue()
            .withDescription("Kafka brokers, host:port separated by commas. Required.");

    public static final ConfigOption<String> TOPIC_PREFIX = key("fleet-shadow.kafka.topic-prefix")
            .stringType()
            .defaultValue("fleet.")
            .withDescription("What the names of all topics begin with.");

    public static final ConfigOption<String> GROUP_ID = key("fleet-shadow.kafka.group-id")
            .stringType()
            .defaultValue("fleet-shadow")
            .withDescription("Consumer group, and prefix of the transactional ids; keep it for the life of a job.");

    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT = key("fleet-shadow.kafka.transaction-timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(5))
            .withDescription("Longest a transaction may stay open: above the checkpoint interval plus a restart, and at"
                    + " most the broker's transaction.max.timeout.ms.");

    public static final ConfigOption<Map<String, String>> KAFKA_PROPERTIES = key("fleet-shadow.kafka.properties")
            .mapType()
            .defaultValue(Map.of())
            .withDescription("Further properties of every Kafka client, for instance for TLS and SASL.");

    public static final ConfigOption<Map<String, String>> INTAKE = key("fleet-shadow.kafka.intake")
            .mapType()
            .defaultValue(Map.of())
            .withDescription("Topics that are read instead of fleet.status, topic:format separated by commas: fleet,"
                    + " otlp_json, otlp_proto, collectd or influx. To keep it, name it among them as fleet.");

    public static final ConfigOption<String> MAPPING = key("fleet-shadow.kafka.mapping")
            .stringType()
            .noDefaultValue()
            .withDescription("Path of a file that says what metrics of such formats mean. Default: the shipped mapping,"
                    + " which also holds for formats that the file leaves out.");

    public static final ConfigOption<Duration> GATHER_INTERVAL = key("fleet-shadow.gather.interval")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("What collectors send of a resource in this time is one update: at least twice the time"
                    + " between two readings of theirs.");

    public static final ConfigOption<JobPart> PART = key("fleet-shadow.part")
            .enumType(JobPart.class)
            .defaultValue(JobPart.WHOLE)
            .withDescription(
                    "whole, or one of two jobs: shadow writes fleet.health, respond reads it. Both keep the same"
                            + " group id.");

    public static final ConfigOption<String> POLICY = key("fleet-shadow.policy")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Path of the policy file: failure modes, playbooks, guardrails. Default: the shipped policy.");

    public static final ConfigOption<Mode> MODE = key("fleet-shadow.mode")
            .enumType(Mode.class)
            .noDefaultValue()
            .withDescription(
                    "observe, recommend, approve or enforce: instead of the policy's own guardrails.mode, and never more"
                            + " than this, whatever the policy says of single actions.");

    public static final ConfigOption<String> SIGNING_KEY_FILE = key("fleet-shadow.signing.key-file")
            .stringType()
            .noDefaultValue()
            .withDescription("Private key with which commands are signed, made by `fleet-shadow keys new`: a path that"
                    + " leads to it on every machine of the cluster.");

    public static final ConfigOption<Boolean> ALLOW_UNSIGNED = key("fleet-shadow.signing.allow-unsigned")
            .booleanType()
            .defaultValue(false)
            .withDescription("Without a key: send commands that agents can believe only blindly. Who can write to the"
                    + " topic of commands then rules the fleet; a warning says so at every start.");

    public static final ConfigOption<Duration> MAX_INPUT_LAG = key("fleet-shadow.max-input-lag")
            .durationType()
            .defaultValue(Duration.ofMinutes(15))
            .withDescription(
                    "While event time is further behind this machine's clock, nothing is sent: what is known is"
                            + " too old to act on. 0 where time is simulated, and nothing can be told of its age.");

    public static final ConfigOption<MemorySize> MAX_RECORD_SIZE = key("fleet-shadow.max-record-size")
            .memoryType()
            .defaultValue(MemorySize.ofMebiBytes(1).divide(4))
            .withDescription("Larger records are not read but go to the dead letters.");

    public static final ConfigOption<Duration> MAX_CLOCK_LEAD = key("fleet-shadow.max-clock-lead")
            .durationType()
            .defaultValue(Duration.ofHours(1))
            .withDescription("An update observed this much later than its record's timestamp is a dead letter: learning"
                    + " from it would make every later update look old.");

    public static final ConfigOption<Duration> LATENESS = key("fleet-shadow.lateness")
            .durationType()
            .defaultValue(Duration.ofSeconds(30))
            .withDescription("How far records of one partition may be out of order.");

    public static final ConfigOption<Duration> IDLENESS = key("fleet-shadow.idleness")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("A partition without records for this long no longer holds back the others.");

    public static final ConfigOption<Integer> MAX_METRICS = key("fleet-shadow.max-metrics")
            .intType()
            .defaultValue(128)
            .withDescription("Metrics learned per resource, 1..1000; further ones are left out and counted.");

    public static final ConfigOption<List<String>> COUNTER_SUFFIXES = key("fleet-shadow.counter-suffixes")
            .stringType()
            .asList()
            .defaultValues(HealthSettings.DEFAULT.counterSuffixes().toArray(String[]::new))
            .withDescription(
                    "Metrics whose names end like this are cumulative counters: their rate per second is learned.");

    public static final ConfigOption<Integer> MAX_RESOURCES = key("fleet-shadow.max-resources")
            .intType()
            .defaultValue(1_000_000)
            .withDescription("Resources shadowed per parallel task; updates of further ones go to the dead letters.");

    public static final ConfigOption<Integer> SILENT_AFTER = key("fleet-shadow.silent-after")
            .intType()
            .defaultValue(5)
            .withDescription("Reporting intervals without an update until a resource counts as silent.");

    public static final ConfigOption<Duration> SILENT_AFTER_AT_LEAST = key("fleet-shadow.silent-after-at-least")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("A resource is not called silent sooner than this, however often it reports.");

    public static final ConfigOption<Duration> RETENTION = key("fleet-shadow.retention")
            .durationType()
            .defaultValue(Duration.ofDays(7))
            .withDescription("A resource that was silent for this long is forgotten.");

    public static final ConfigOption<SecondOpinion> SECOND_OPINION = key("fleet-shadow.second-opinion.detector")
            .enumType(SecondOpinion.class)
            .defaultValue(SecondOpinion.ONE_CLASS_SVM)
            .withDescription(
                    "Who is asked whether a score below 70 is to be believed: one-class-svm, isolation-forest or"
                            + " none.");

    public static final ConfigOption<Duration> TRAIN_EVERY = key("fleet-shadow.second-opinion.train-every")
            .durationType()
            .defaultValue(Duration.ofDays(1))
            .withDeprecatedKeys("fleet-shadow.svm.train-every")
            .withDescription("Event time between two trainings of a resource's detector.");

    public static final ConfigOption<Map<String, String>> LIMITS = key("fleet-shadow.forecast.limits")
            .mapType()
            .defaultValue(Map.of("*.utilization", "1"))
            .withDescription("Values that metrics must not rise to, pattern:value separated by commas; of patterns that"
                    + " fit the longest counts. Such metrics are followed closely, and the time to the limit is told.");

    public static final ConfigOption<Map<String, String>> FLOORS = key("fleet-shadow.forecast.floors")
            .mapType()
            .defaultValue(Map.of())
            .withDescription("The same for values that metrics must not fall to.");

    public static final ConfigOption<List<String>> FOLLOWED = key("fleet-shadow.forecast.metrics")
            .stringType()
            .asList()
            .noDefaultValue()
            .withDescription(
                    "Patterns of further metrics to follow closely, without a limit; at most 8 of a resource.");

    public static final ConfigOption<List<String>> MODELS = key("fleet-shadow.forecast.models")
            .stringType()
            .asList()
            .defaultValues(
                    ForecastModel.DEFAULT.stream().map(ForecastModel::toString).toArray(String[]::new))
            .withDescription("Who competes to forecast the metrics that are followed closely: naive, seasonal-naive,"
                    + " damped-holt, holt-winters, ar5, arima. Others than before begin anew.");

    public static final ConfigOption<Long> SEED = key("fleet-shadow.seed")
            .longType()
            .defaultValue(42L)
            .withDescription("Seeds everything random in the job.");

    /** Every option, in the order of the documentation. */
    public static final List<ConfigOption<?>> ALL = List.of(
            BOOTSTRAP_SERVERS,
            TOPIC_PREFIX,
            GROUP_ID,
            TRANSACTION_TIMEOUT,
            KAFKA_PROPERTIES,
            INTAKE,
            MAPPING,
            GATHER_INTERVAL,
            PART,
            POLICY,
            MODE,
            SIGNING_KEY_FILE,
            ALLOW_UNSIGNED,
            MAX_INPUT_LAG,
            MAX_RECORD_SIZE,
            MAX_CLOCK_LEAD,
            LATENESS,
            IDLENESS,
            MAX_METRICS,
            COUNTER_SUFFIXES,
            MAX_RESOURCES,
            SILENT_AFTER,
            SILENT_AFTER_AT_LEAST,
            RETENTION,
            SECOND_OPINION,
            TRAIN_EVERY,
            LIMITS,
            FLOORS,
            FOLLOWED,
            MODELS,
            SEED);

    private FleetShadowOptions() {}
}
