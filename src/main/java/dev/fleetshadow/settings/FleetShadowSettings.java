package dev.fleetshadow.settings;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.forecast.Followed;
import dev.fleetshadow.forecast.ForecastModel;
import dev.fleetshadow.forecast.Limit;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.VigilSettings;
import dev.fleetshadow.telemetry.Glob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
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
        IntakeSettings intake,
        HealthSettings health,
        VigilSettings vigil,
        int maxResources,
        PolicyText policyText,
        Policy policy,
        Mode mode,
        Duration maxInputLag) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    /**
     * Reads and checks every option.
     *
     * @throws SettingsException with all problems at once
     */
    public static FleetShadowSettings from(ReadableConfig config) {
        return read(config, withoutBootstrap(config));
    }

    /**
     * Reads only where the brokers are, for whoever listens and speaks beside the job.
     *
     * @throws SettingsException with all problems at once
     */
    public static KafkaSettings brokers(ReadableConfig config) {
        List<String> problems = withoutBootstrap(config);
        KafkaSettings kafka = new Reading(config, problems).kafka();
        refuse(problems);
        return kafka;
    }

    /** The same for a job that needs no brokers, because it reads history and writes files. */
    public static FleetShadowSettings withoutBrokers(ReadableConfig config) {
        return read(config, new ArrayList<>());
    }

    private static FleetShadowSettings read(ReadableConfig config, List<String> problems) {
        Reading read = new Reading(config, problems);
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
        Duration maxInputLag = read.notNegative(FleetShadowOptions.MAX_INPUT_LAG);
        refuse(problems);
        return new FleetShadowSettings(
                part, kafka, intake, health, vigil, maxResources, policyText, policy.under(mode), mode, maxInputLag);
    }

    /** The same for a job whose event time has nothing to do with this machine's clock. */
    public FleetShadowSettings inSimulatedTime() {
        return new FleetShadowSettings(
                part, kafka, intake, health, vigil, maxResources, policyText, policy, mode, Duration.ZERO);
    }

    public FleetShadowSettings withHealth(HealthSettings chosen) {
        return new FleetShadowSettings(
                part, kafka, intake, chosen, vigil, maxResources, policyText, policy, mode, maxInputLag);
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

    /** Reads single options; a problem is noted and the default used, so that the others are still checked. */
    private record Reading(ReadableConfig config, List<String> problems) {

        KafkaSettings kafka() {
            return new KafkaSettings(
                    optional(FleetShadowOptions.BOOTSTRAP_SERVERS),
                    value(FleetShadowOptions.TOPIC_PREFIX),
                    value(FleetShadowOptions.GROUP_ID),
                    positive(FleetShadowOptions.TRANSACTION_TIMEOUT),
                    value(FleetShadowOptions.KAFKA_PROPERTIES));
        }

        IntakeSettings intake(KafkaSettings kafka, int maxMetrics) {
            return new IntakeSettings(
                    bytes(FleetShadowOptions.MAX_RECORD_SIZE),
                    positive(FleetShadowOptions.MAX_CLOCK_LEAD),
                    positive(FleetShadowOptions.LATENESS),
                    positive(FleetShadowOptions.IDLENESS),
                    IntakeReader.topics(value(FleetShadowOptions.INTAKE), kafka.topicPrefix() + "status", problems),
                    new GatherSettings(
                            within(FleetShadowOptions.GATHER_INTERVAL, SHORTEST_INTERVAL, LONGEST_INTERVAL),
                            IntakeReader.mapping(optional(FleetShadowOptions.MAPPING), problems),
                            maxMetrics));
        }

        <T> T value(ConfigOption<T> option) {
            return noted(option, option.defaultValue(), () -> config.get(option));
        }

        <T> T optional(ConfigOption<T> option) {
            return noted(option, null, () -> config.getOptional(option).orElse(null));
        }

        Duration positive(ConfigOption<Duration> option) {
            Duration duration = notNegative(option);
            if (duration.isZero()) {
                problems.add(option.key() + ": '" + duration + "' is not usable; give a positive duration");
                return option.defaultValue();
            }
            return duration;
        }

        Duration within(ConfigOption<Duration> option, Duration least, Duration most) {
            Duration duration = value(option);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                problems.add("%s: '%s' is not usable; give a duration from %s to %s"
                        .formatted(option.key(), duration, least, most));
                return option.defaultValue();
            }
            return duration;
        }

        Duration notNegative(ConfigOption<Duration> option) {
            Duration duration = value(option);
            if (duration.isNegative()) {
                problems.add(option.key() + ": '" + duration + "' is not usable; give a positive duration");
                return option.defaultValue();
            }
            return duration;
        }

        /** Longer patterns first, because they are meant more closely. */
        Followed followed() {
            List<Limit> limits = new ArrayList<>();
            limits(FleetShadowOptions.LIMITS, false, limits);
            limits(FleetShadowOptions.FLOORS, true, limits);
            limits.sort(
                    Comparator.comparing((Limit limit) -> -limit.metric().glob().length())
                            .thenComparing(limit -> limit.metric().glob()));
            List<String> others = optional(FleetShadowOptions.FOLLOWED);
            return new Followed(
                    limits,
                    others == null ? List.of() : others.stream().map(Glob::of).toList(),
                    models());
        }

        private List<ForecastModel> models() {
            List<ForecastModel> models = new ArrayList<>();
            value(FleetShadowOptions.MODELS)
                    .forEach(name -> ForecastModel.named(name)
                            .ifPresentOrElse(
                                    models::add,
                                    () -> problems.add("%s: '%s' is not a model; choose from %s"
                                            .formatted(
                                                    FleetShadowOptions.MODELS.key(),
                                                    name,
                                                    List.of(ForecastModel.values())))));
            return models.isEmpty() ? ForecastModel.DEFAULT : models;
        }

        private void limits(ConfigOption<Map<String, String>> option, boolean falling, List<Limit> limits) {
            value(option).forEach((glob, text) -> {
                try {
                    limits.add(new Limit(Glob.of(glob), Double.parseDouble(text), falling));
                } catch (IllegalArgumentException e) {
                    problems.add(
                            "%s: %s: '%s' is not usable; give a finite number".formatted(option.key(), glob, text));
                }
            });
        }

        int bytes(ConfigOption<MemorySize> option) {
            long bytes = value(option).getBytes();
            if (bytes < 1) {
                problems.add(option.key() + ": '" + bytes + "' is not usable; give a size of at least one byte");
            }
            return (int) Math.min(Integer.MAX_VALUE, bytes);
        }

        int within(ConfigOption<Integer> option, int most) {
            int number = value(option);
            if (number < 1 || number > most) {
                problems.add(option.key() + ": '" + number + "' is not usable; give a whole number from 1 to " + most);
                return option.defaultValue();
            }
            return number;
        }

        private <T> T noted(ConfigOption<T> option, T otherwise, Supplier<T> reading) {
            try {
                return reading.get();
            } catch (IllegalArgumentException e) {
                problems.add(option.key() + ": " + e.getMessage());
                return otherwise;
            }
        }
    }
}
