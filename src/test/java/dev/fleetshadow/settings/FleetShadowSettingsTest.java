package dev.fleetshadow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.detection.SecondOpinion;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.forecast.Followed;
import dev.fleetshadow.forecast.ForecastModel;
import dev.fleetshadow.forecast.Limit;
import dev.fleetshadow.gather.Dialect;
import dev.fleetshadow.gather.IntakeFormat;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.VigilSettings;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.telemetry.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options have the defaults they document, reach the room that owns them, and are refused together. */
class FleetShadowSettingsTest {

    @Test
    void onlyTheBrokerHasToBeNamed() {
        FleetShadowSettings settings = settings(Map.of());
        assertThat(settings.kafka())
                .isEqualTo(new KafkaSettings("broker:9092", "fleet.", "fleet-shadow", Duration.ofMinutes(5), Map.of()));
        assertThat(settings.intake())
                .isEqualTo(new IntakeSettings(
                        262_144,
                        Duration.ofHours(1),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Map.of("fleet.status", IntakeFormat.FLEET),
                        new GatherSettings(Duration.ofMinutes(1), MappingReader.SHIPPED, 128)));
        assertThat(settings.health()).isEqualTo(HealthSettings.DEFAULT);
        assertThat(settings.vigil()).isEqualTo(VigilSettings.DEFAULT);
        assertThat(settings.maxResources()).isEqualTo(1_000_000);
        assertThat(settings.part()).isEqualTo(JobPart.WHOLE);
        assertThat(settings.policy().rules().trust().mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void theShippedPolicyReadsCleanlyAndItsGuardrailsAreTheDefaults() {
        Policy policy = settings(Map.of()).policy();
        assertThat(policy.rules().limits()).isEqualTo(Guardrails.DEFAULT);
        List<String> modes = policy.failureModes().stream().map(FailureMode::id).toList();
        assertThat(modes)
                .contains("memory-exhaustion", "crash-loop", "unknown-degradation")
                .doesNotHaveDuplicates();
        assertThat(policy.rules().playbooks().stream().map(Playbook::failureMode))
                .as("every mode has a playbook")
                .containsExactlyInAnyOrderElementsOf(modes);
    }

    @Test
    void everyOptionReachesItsSetting(@TempDir Path directory) throws IOException {
        Path policy = Files.writeString(
                directory.resolve("policy.yaml"),
                "failure-modes: [{id: leak, description: x, stages: [{score-below: 40}]}]");
        Path key = Files.writeString(
                directory.resolve("signing.key"), SigningKey.generate().text());
        Path mapping = Files.writeString(
                directory.resolve("mapping.yaml"), "influx: {resource: {id: [{from: host, kind: host}]}}");
        FleetShadowSettings settings = settings(Map.ofEntries(
                Map.entry("fleet-shadow.kafka.topic-prefix", "t."),
                Map.entry("fleet-shadow.kafka.group-id", "g"),
                Map.entry("fleet-shadow.counter-suffixes", ".sum;.count"),
                Map.entry("fleet-shadow.kafka.transaction-timeout", "2 min"),
                Map.entry("fleet-shadow.kafka.properties", "acks:all"),
                Map.entry("fleet-shadow.kafka.intake", "t.status:fleet,hosts:collectd"),
                Map.entry("fleet-shadow.kafka.mapping", mapping.toString()),
                Map.entry("fleet-shadow.gather.interval", "6 s"),
                Map.entry("fleet-shadow.part", "respond"),
                Map.entry("fleet-shadow.policy", policy.toString()),
                Map.entry("fleet-shadow.mode", "enforce"),
                Map.entry("fleet-shadow.signing.key-file", key.toString()),
                Map.entry("fleet-shadow.max-record-size", "1 kb"),
                Map.entry("fleet-shadow.max-clock-lead", "3 s"),
                Map.entry("fleet-shadow.lateness", "4 s"),
                Map.entry("fleet-shadow.idleness", "5 s"),
                Map.entry("fleet-shadow.max-metrics", "6"),
                Map.entry("fleet-shadow.max-resources", "7"),
                Map.entry("fleet-shadow.silent-after", "8"),
                Map.entry("fleet-shadow.silent-after-at-least", "9 s"),
                Map.entry("fleet-shadow.retention", "10 h"),
                Map.entry("fleet-shadow.second-opinion.detector", "isolation-forest"),
                Map.entry("fleet-shadow.second-opinion.train-every", "11 h"),
                Map.entry("fleet-shadow.forecast.limits", "*.used:90,*.disk.used:95"),
                Map.entry("fleet-shadow.forecast.floors", "*.free:0.5"),
                Map.entry("fleet-shadow.forecast.metrics", "queue.*;*.rate"),
                Map.entry("fleet-shadow.forecast.models", "arima;naive"),
                Map.entry("fleet-shadow.seed", "12")));
        assertThat(settings.kafka())
                .isEqualTo(new KafkaSettings("broker:9092", "t.", "g", Duration.ofMinutes(2), Map.of("acks", "all")));
        assertThat(settings.intake())
                .isEqualTo(new IntakeSettings(
                        1024,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Map.of("t.status", IntakeFormat.FLEET, "hosts", IntakeFormat.COLLECTD),
                        new GatherSettings(Duration.ofSeconds(6), MappingReader.read(mapping), 6)));
        assertThat(settings.intake()
                        .gather()
                        .mapping()
                        .dialects()
                        .get(Dialect.INFLUX)
                        .rules())
                .isEmpty();
        assertThat(settings.health())
                .isEqualTo(new HealthSettings(
                        6,
                        SecondOpinion.ISOLATION_FOREST,
                        Duration.ofHours(11),
                        12,
                        FOLLOWED,
                        List.of(".sum", ".count"),
                        0));
        assertThat(settings.vigil()).isEqualTo(new VigilSettings(8, Duration.ofSeconds(9), Duration.ofHours(10)));
        assertThat(settings.maxResources()).isEqualTo(7);
        assertThat(settings.part()).isEqualTo(JobPart.RESPOND);
        assertThat(settings.signing()).isEqualTo(new SigningSettings(key.toString()));
        assertThat(settings.policyText().source()).isEqualTo(policy.toString());
        assertThat(settings.policy().failureModes()).extracting(FailureMode::id).containsExactly("leak");
        assertThat(settings.policy().rules().trust().mode()).isEqualTo(Mode.ENFORCE);
    }

    private static final Followed FOLLOWED = new Followed(
            List.of(
                    new Limit(Glob.of("*.disk.used"), 95, false),
                    new Limit(Glob.of("*.free"), 0.5, true),
                    new Limit(Glob.of("*.used"), 90, false)),
            List.of(Glob.of("queue.*"), Glob.of("*.rate")),
            List.of(ForecastModel.NAIVE, ForecastModel.ARIMA));

    @Test
    void everyProblemIsSaidAtOnce() {
        Configuration config = Configuration.fromMap(Map.of(
                "fleet-shadow.mode", "fire",
                "fleet-shadow.max-metrics", "1001",
                "fleet-shadow.max-resources", "0",
                "fleet-shadow.silent-after", "many",
                "fleet-shadow.retention", "0 s",
                "fleet-shadow.lateness", "soon",
                "fleet-shadow.forecast.limits", "*.used:full",
                "fleet-shadow.policy", "no-such-file.yaml"));
        assertThat(problems(config))
                .startsWith("the configuration cannot be used: 10 problems")
                .contains("fleet-shadow.kafka.bootstrap-servers is missing; name the Kafka brokers")
                .contains("fleet-shadow.signing.key-file is missing; make a key with `fleet-shadow keys new`")
                .contains("fleet-shadow.mode: ")
                .contains("fire")
                .contains("fleet-shadow.max-metrics: '1001' is not usable; give a whole number from 1 to 1000")
                .contains("fleet-shadow.max-resources: '0' is not usable")
                .contains("fleet-shadow.silent-after: ")
                .contains("many")
                .contains("fleet-shadow.retention: 'PT0S' is not usable; give a positive duration")
                .contains("fleet-shadow.lateness: ")
                .contains("soon")
                .contains("fleet-shadow.policy: 'no-such-file.yaml' cannot be read");
    }

    @Test
    void aJobThatSendsCommandsNeedsAKeyOrToBeToldToDoWithout() {
        Configuration config = Configuration.fromMap(Map.of("fleet-shadow.kafka.bootstrap-servers", "broker:9092"));
        assertThat(problems(config)).contains("1 problem").contains("fleet-shadow.signing.key-file is missing");
        config.set(FleetShadowOptions.PART, JobPart.RESPOND);
        assertThat(problems(config)).contains("fleet-shadow.signing.key-file is missing");
        config.set(FleetShadowOptions.PART, JobPart.SHADOW);
        assertThat(FleetShadowSettings.from(config).signing().signs()).isFalse();
        config.set(FleetShadowOptions.PART, JobPart.WHOLE);
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        assertThat(FleetShadowSettings.from(config).signing()).isEqualTo(SigningSettings.UNSIGNED);
    }

    @Test
    void aKeyThatCannotBeUsedIsRefusedAlsoWhereCommandsMayBeUnsigned(@TempDir Path directory) throws IOException {
        SigningKey key = SigningKey.generate();
        Path known =
                Files.writeString(directory.resolve("a.pub"), key.verifying().text());
        Path large =
                Files.writeString(directory.resolve("large.key"), key.text().repeat(200));
        assertThat(problems(unsigned("no-such.key")))
                .contains("fleet-shadow.signing.key-file: 'no-such.key' cannot be read (NoSuchFileException)");
        assertThat(problems(unsigned(known.toString())))
                .contains("fleet-shadow.signing.key-file: '" + known + "': there is no '-----BEGIN PRIVATE KEY-----'");
        assertThat(problems(unsigned(large.toString()))).contains("it is no private key: it has ");
    }

    private static Configuration unsigned(String keyFile) {
        return Configuration.fromMap(Map.of(
                "fleet-shadow.kafka.bootstrap-servers",
                "broker:9092",
                "fleet-shadow.signing.allow-unsigned",
                "true",
                "fleet-shadow.signing.key-file",
                keyFile));
    }

    @Test
    void theProblemsOfTheIntakeAreSaidWithTheOthers(@TempDir Path directory) throws IOException {
        Path mapping = Files.writeString(directory.resolve("mapping.yaml"), "collectd: {metrics: 7}\notel: {}");
        Configuration config = Configuration.fromMap(Map.of(
                "fleet-shadow.kafka.intake", "hosts:collect,a b:influx,c:otlp_json",
                "fleet-shadow.kafka.mapping", mapping.toString(),
                "fleet-shadow.gather.interval", "100 ms"));
        assertThat(problems(config))
                .contains("6 problems")
                .contains("fleet-shadow.kafka.intake: hosts: 'collect' is not a format; choose from"
                        + " [fleet, otlp_json, otlp_proto, collectd, influx]")
                .contains("fleet-shadow.kafka.intake: 'a b' is not usable; write the name of a topic")
                .contains("fleet-shadow.gather.interval: 'PT0.1S' is not usable; give a duration from PT1S to PT1H")
                .contains("mapping.yaml: 3 problems")
                .contains("line 1: collectd.metrics: write a list")
                .contains("collectd.resource.id: 'nothing' is not usable; write a list such as")
                .contains("line 2: otel: the key is unknown; known here are collectd, influx, otlp");
    }

    @Test
    void aMappingThatIsNoFileIsRefused() {
        assertThat(problems(Configuration.fromMap(Map.of("fleet-shadow.kafka.mapping", "no-such-file.yaml"))))
                .contains("fleet-shadow.kafka.mapping: 'no-such-file.yaml' cannot be read");
    }

    @Test
    void anUnknownModelIsRefusedWithTheNamesOfThoseThatAreKnown() {
        assertThat(problems(Configuration.fromMap(Map.of("fleet-shadow.forecast.models", "naive;lstm"))))
                .contains("3 problems")
                .contains("fleet-shadow.forecast.models: 'lstm' is not a model; choose from"
                        + " [naive, seasonal-naive, damped-holt, holt-winters, ar5, arima]");
    }

    @Test
    void aBlankBrokerAndARecordSizeOfNothingAreRefused() {
        Configuration config = Configuration.fromMap(
                Map.of("fleet-shadow.kafka.bootstrap-servers", " ", "fleet-shadow.max-record-size", "0 b"));
        assertThat(problems(config))
                .contains("3 problems")
                .contains("fleet-shadow.kafka.bootstrap-servers is missing")
                .contains("fleet-shadow.max-record-size");
    }

    @Test
    void theProblemsOfAPolicyFileAreSaidWithTheOthers(@TempDir Path directory) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), "failure-modes: 7");
        Configuration config = Configuration.fromMap(Map.of("fleet-shadow.policy", policy.toString()));
        assertThat(problems(config))
                .contains("fleet-shadow.kafka.bootstrap-servers is missing")
                .contains("policy.yaml: 1 problem")
                .contains("line 1: failure-modes: write a list");
    }

    @Test
    void theBrokersPropertiesAreNotPrinted() {
        FleetShadowSettings settings = settings(Map.of("fleet-shadow.kafka.properties", "sasl.jaas.config:geheim"));
        assertThat(settings.kafka().properties()).containsValue("geheim");
        assertThat(settings.toString()).doesNotContain("geheim");
    }

    @Test
    void everyOptionIsListedOnceAndDescribesItself() {
        assertThat(FleetShadowOptions.ALL)
                .extracting(ConfigOption::key)
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).startsWith("fleet-shadow."));
        assertThat(FleetShadowOptions.ALL)
                .allSatisfy(option -> assertThat(option.description()).isNotNull());
    }

    private static FleetShadowSettings settings(Map<String, String> options) {
        Configuration config = Configuration.fromMap(options);
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, "broker:9092");
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        return FleetShadowSettings.from(config);
    }

    private static String problems(Configuration config) {
        return catchThrowableOfType(SettingsException.class, () -> FleetShadowSettings.from(config))
                .getMessage();
    }
}
