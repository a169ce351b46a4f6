package dev.fleetshadow.settings;

import dev.fleetshadow.forecast.Followed;
import dev.fleetshadow.forecast.ForecastModel;
import dev.fleetshadow.forecast.Limit;
import dev.fleetshadow.telemetry.Glob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** Reads single options; a problem is noted and the default used, so that the others are still checked. */
record OptionReader(ReadableConfig config, List<String> problems) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    KafkaSettings kafka() {
        return new KafkaSettings(
                optional(FleetShadowOptions.BOOTSTRAP_SERVERS),
                value(FleetShadowOptions.TOPIC_PREFIX),
                value(FleetShadowOptions.GROUP_ID),
                positive(FleetShadowOptions.TRANSACTION_TIMEOUT),
                value(FleetShadowOptions.KAFKA_PROPERTIES));
    }

    /** The key is read once here, so that a job that cannot sign does not start. */
    SigningSettings signing(boolean needed) {
        String option = FleetShadowOptions.SIGNING_KEY_FILE.key();
        SigningSettings signing = new SigningSettings(optional(FleetShadowOptions.SIGNING_KEY_FILE));
        boolean unsigned = value(FleetShadowOptions.ALLOW_UNSIGNED);
        try {
            if (signing.signs()) {
                signing.key();
            } else if (needed && !unsigned) {
                problems.add("%s is missing; make a key with `fleet-shadow keys new`, or set %s: true to send commands"
                                .formatted(option, FleetShadowOptions.ALLOW_UNSIGNED.key())
                        + " that agents cannot check");
            }
        } catch (IOException e) {
            problems.add("%s: '%s' cannot be read (%s); name a readable file"
                    .formatted(option, signing.keyFile(), e.getClass().getSimpleName()));
        } catch (IllegalArgumentException e) {
            problems.add("%s: '%s': %s".formatted(option, signing.keyFile(), e.getMessage()));
        }
        return signing;
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
        limits.sort(Comparator.comparing((Limit limit) -> -limit.metric().glob().length())
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
                problems.add("%s: %s: '%s' is not usable; give a finite number".formatted(option.key(), glob, text));
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
