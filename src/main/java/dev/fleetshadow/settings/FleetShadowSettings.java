package dev.fleetshadow.settings;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.VigilSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Everything the job was told, checked as a whole before anything starts.
 *
 * @param policy what {@code policyText} says, in the mode that was asked for
 * @param mode that was asked for; {@code null} leaves it to the policy
 * @param maxInputLag zero where time is simulated
 */
public record FleetShadowSettings(
        JobPart part,
        KafkaSettings kafka,
        SigningSettings signing,
        IntakeSettings intake,
        HealthSettings health,
        VigilSettings vigil,
        int maxResources,
        PolicyText policyText,
        Policy policy,
        Mode mode,
        Duration maxInputLag) {

    /**
     * Reads and checks every option.
     *
     * @throws SettingsException with all problems at once
     */
    public static FleetShadowSettings from(ReadableConfig config) {
        return read(config, withoutBootstrap(config), true);
    }

    /**
     * Reads only where the brokers are, for whoever listens and speaks beside the job.
     *
     * @throws SettingsException with all problems at once
     */
    public static KafkaSettings brokers(ReadableConfig config) {
        List<String> problems = withoutBootstrap(config);
        KafkaSettings kafka = new OptionReader(config, problems).kafka();
        refuse(problems);
        return kafka;
    }

    /** The same for a job that needs no brokers, because it reads history and writes files. */
    public static FleetShadowSettings withoutBrokers(ReadableConfig config) {
        return read(config, new ArrayList<>(), false);
    }

    private static FleetShadowSettings read(ReadableConfig config, List<String> problems, boolean sends) {
        OptionReader read = new OptionReader(config, problems);
        KafkaSettings kafka = read.kafka();
        int maxMetrics = read.within(FleetShadowOptions.MAX_METRICS, HealthSettings.MOST_METRICS);
        IntakeSettings intake = read.intake(kafka, maxMetrics);
        HealthSettings health = new HealthSettings(
                maxMetrics,
                read.value(FleetShadowOptions.SECOND_OPINION),
                read.positive(FleetShadowOptions.TRAIN_EVERY),
                read.value(FleetShadowOptions.SEED),
                read.followed(),
                read.value(FleetShadowOptions.COUNTER_SUFFIXES),
                HealthSettings.DEFAULT.ranked());
        VigilSettings vigil = new VigilSettings(
                read.within(FleetShadowOptions.SILENT_AFTER, VigilSettings.MOST_INTERVALS),
                read.positive(FleetShadowOptions.SILENT_AFTER_AT_LEAST),
                read.positive(FleetShadowOptions.RETENTION));
        int maxResources = read.within(FleetShadowOptions.MAX_RESOURCES, Integer.MAX_VALUE);
        PolicyText policyText = policyText(read.optional(FleetShadowOptions.POLICY), problems);
        Policy policy = policy(policyText, problems);
        Mode mode = read.optional(FleetShadowOptions.MODE);
        JobPart part = read.value(FleetShadowOptions.PART);
        SigningSettings signing = read.signing(sends && part != JobPart.SHADOW);
        Duration maxInputLag = read.notNegative(FleetShadowOptions.MAX_INPUT_LAG);
        refuse(problems);
        return new FleetShadowSettings(
                part,
                kafka,
                signing,
                intake,
                health,
                vigil,
                maxResources,
                policyText,
                policy.under(mode),
                mode,
                maxInputLag);
    }

    /** The same for a job whose event time has nothing to do with this machine's clock. */
    public FleetShadowSettings inSimulatedTime() {
        return new FleetShadowSettings(
                part, kafka, signing, intake, health, vigil, maxResources, policyText, policy, mode, Duration.ZERO);
    }

    public FleetShadowSettings withHealth(HealthSettings chosen) {
        return new FleetShadowSettings(
                part, kafka, signing, intake, chosen, vigil, maxResources, policyText, policy, mode, maxInputLag);
    }

    private static List<String> withoutBootstrap(ReadableConfig config) {
        List<String> problems = new ArrayList<>();
        if (config.getOptional(FleetShadowOptions.BOOTSTRAP_SERVERS).orElse("").isBlank()) {
            problems.add(FleetShadowOptions.BOOTSTRAP_SERVERS.key() + " is missing; name the Kafka brokers, host:port");
        }
        return problems;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new SettingsException("the configuration cannot be used", problems);
        }
    }

    private static PolicyText policyText(String path, List<String> problems) {
        try {
            return path == null ? PolicyText.shipped() : PolicyText.read(Path.of(path));
        } catch (IOException e) {
            problems.add(unreadable(FleetShadowOptions.POLICY, path, e));
        } catch (SettingsException e) {
            problems.add(e.getMessage());
        }
        return null;
    }

    static String unreadable(ConfigOption<String> option, String path, IOException reason) {
        return "%s: '%s' cannot be read (%s); name a readable file"
                .formatted(option.key(), path, reason.getClass().getSimpleName());
    }

    private static Policy policy(PolicyText text, List<String> problems) {
        try {
            return text == null ? null : text.policy();
        } catch (SettingsException e) {
            problems.add(e.getMessage());
            return null;
        }
    }
}
