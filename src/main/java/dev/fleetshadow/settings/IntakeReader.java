package dev.fleetshadow.settings;

import dev.fleetshadow.gather.IntakeFormat;
import dev.fleetshadow.gather.Mapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads which topics are taken in, and what their records mean; problems are noted with those of all other options. */
final class IntakeReader {

    private static final int MOST_TOPICS = 100;

    /** What Kafka allows. */
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private IntakeReader() {}

    /**
     * The topics by format.
     *
     * @param given empty where nothing is written: only updates are read then
     */
    static Map<String, IntakeFormat> topics(Map<String, String> given, String statusTopic, List<String> problems) {
        if (given.isEmpty()) {
            return Map.of(statusTopic, IntakeFormat.FLEET);
        }
        String option = FleetShadowOptions.INTAKE.key();
        Map<String, IntakeFormat> topics = new TreeMap<>();
        new TreeMap<>(given).forEach((topic, name) -> {
            if (!TOPIC.matcher(topic).matches()) {
                problems.add("%s: '%s' is not usable; write the name of a topic".formatted(option, topic));
            }
            IntakeFormat.named(name)
                    .ifPresentOrElse(
                            format -> topics.put(topic, format),
                            () -> problems.add("%s: %s: '%s' is not a format; choose from %s"
                                    .formatted(option, topic, name, Arrays.toString(IntakeFormat.values()))));
        });
        if (topics.size() > MOST_TOPICS) {
            problems.add("%s: %d topics are too many; name at most %d".formatted(option, topics.size(), MOST_TOPICS));
        }
        return topics;
    }

    static Mapping mapping(String path, List<String> problems) {
        try {
            return path == null ? MappingReader.SHIPPED : MappingReader.read(Path.of(path));
        } catch (IOException e) {
            problems.add(FleetShadowSettings.unreadable(FleetShadowOptions.MAPPING, path, e));
        } catch (SettingsException e) {
            problems.add(e.getMessage());
        }
        return MappingReader.SHIPPED;
    }
}
