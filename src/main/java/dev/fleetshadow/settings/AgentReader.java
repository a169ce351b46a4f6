package dev.fleetshadow.settings;

import dev.fleetshadow.forecast.Limit;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the configuration of an agent from YAML and refuses it as a whole, with every problem named by line, if anything in
 * it is wrong.
 */
public final class AgentReader {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    private static final String DIRECTORY = "/var/lib/fleet-shadow-agent";
    private static final int MOST_DIGITS = 9;
    private static final Pattern BYTES = Pattern.compile("(\\d{1," + MOST_DIGITS + "})([KMGkmg]?)");
    private static final double BUFFER_BYTES = 64 << 20;
    private static final double LEAST_BUFFER = 64 << 10;
    private static final double LARGEST_BUFFER = 16L << 30;
    private static final int MOST_SERVICES = 50;
    private static final int MOST_LIMITS = 50;

    /** What an agent needs for nothing to be lost, skipped or read before it counts. */
    private static final Set<String> ITS_OWN = Set.of(
            "acks",
            "enable.idempotence",
            "isolation.level",
            "enable.auto.commit",
            "auto.offset.reset",
            "group.id",
            "transactional.id",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "bootstrap.servers");

    private static final List<ForeseenLimit> USUAL_LIMITS = List.of(
            limit("system.memory.utilization", 1, "memory-exhaustion"),
            limit("system.paging.utilization", 1, "memory-exhaustion"),
            limit("system.filesystem.utilization*", 1, "disk-filling"));

    private final List<String> problems = new ArrayList<>();

    private AgentReader() {}

    /**
     * Reads a configuration.
     *
     * @param source what to call the document in messages
     * @param hostName the resource's id where none is written
     * @throws SettingsException with every problem found
     */
    public static AgentSettings read(String source, String yaml, String hostName) {
        AgentReader reader = new AgentReader();
        AgentSettings settings = reader.settings(yaml, hostName);
        YamlDocument.refuse(source, reader.problems);
        return settings;
    }

    private AgentSettings settings(String yaml, String hostName) {
        Optional<Node> root = YamlDocument.root(yaml, "say at least where the brokers are", problems);
        if (root.isEmpty()) {
            return null;
        }
        Section document = new Section(root.get(), problems, new PolicyOutline());
        Duration interval = document.duration("interval", INTERVAL, LONGEST_INTERVAL);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            document.problem("interval", interval.toString(), "write at least PT1S");
        }
        AgentSettings settings = new AgentSettings(
                kafka(document.sectionOrDefaults("brokers")),
                resource(document.sectionOrDefaults("resource"), hostName),
                interval,
                Path.of(document.text("directory", DIRECTORY)),
                (long) document.number("buffer-bytes", BUFFER_BYTES, LEAST_BUFFER, LARGEST_BUFFER),
                document.flag("host", true),
                services(document),
                AgentSourceReader.sources(document, interval),
                limits(document),
                AllowListReader.orders(document));
        document.done();
        return settings;
    }

    private static KafkaSettings kafka(Section brokers) {
        Map<String, String> properties = texts(brokers, "properties");
        for (String own : properties.keySet()) {
            if (ITS_OWN.contains(own)) {
                brokers.problem("properties", own, "leave it out: the agent needs its own");
            }
        }
        KafkaSettings kafka = new KafkaSettings(
                brokers.text("bootstrap-servers"),
                brokers.text("topic-prefix", "fleet."),
                "",
                Duration.ZERO,
                Map.copyOf(properties));
        brokers.done();
        return kafka;
    }

    private static Resource resource(Section section, String hostName) {
        String id = section.text("id", hostName);
        String kind = section.text("kind", "host");
        String group = section.text("group", Resource.DEFAULT_GROUP);
        Map<String, String> labels = texts(section, "labels");
        section.done();
        try {
            return new Resource(id, kind, group, labels);
        } catch (InvalidUpdateException e) {
            section.problem(e.field().substring("resource.".length()), e.field(), e.getMessage());
            return Resource.of("unusable", Resource.DEFAULT_GROUP);
        }
    }

    private static List<WatchedService> services(Section document) {
        List<WatchedService> services = new ArrayList<>();
        for (Section section : document.sections("services")) {
            String name = section.name("name");
            WatchedService.By by = null;
            String value = "";
            for (WatchedService.By way : WatchedService.By.values()) {
                String written = section.text(PolicyOutline.kebab(way), null);
                if (written != null && by != null) {
                    section.problem(PolicyOutline.kebab(way), written, "know a service by one of them only");
                }
                by = written == null ? by : way;
                value = written == null ? value : written;
            }
            if (by == null) {
                section.problem("name", name, "write its pid-file, unit, executable or command-line as well");
            }
            if (by == WatchedService.By.UNIT && !value.matches("[A-Za-z0-9:_.@\\\\-]+\\.(service|scope)")) {
                section.problem("unit", value, "write the name of a unit such as nginx.service");
            }
            if (services.stream().anyMatch(other -> other.name().equals(name))) {
                section.problem("name", name, "two services have it; rename one");
            }
            services.add(new WatchedService(name, by, value, memoryLimit(section), section.flag("critical")));
            section.done();
        }
        atMost(document, "services", services.size(), MOST_SERVICES);
        return services;
    }

    /** Bytes, or kibibytes and so on. */
    private static long memoryLimit(Section section) {
        String written = section.text("memory-limit", null);
        if (written == null) {
            return 0;
        }
        Matcher bytes = BYTES.matcher(written);
        if (!bytes.matches()) {
            section.problem("memory-limit", written, "write from 1 to " + MOST_DIGITS + " digits and then K, M or G");
            return 0;
        }
        long number = Long.parseLong(bytes.group(1));
        int power = bytes.group(2).isEmpty() ? 0 : "_KMG".indexOf(bytes.group(2).toUpperCase(Locale.ROOT));
        return number << (10 * power);
    }

    private static List<ForeseenLimit> limits(Section document) {
        if (!document.has("limits")) {
            return USUAL_LIMITS;
        }
        List<ForeseenLimit> limits = new ArrayList<>();
        for (Section section : document.sections("limits")) {
            Limit limit = new Limit(
                    Glob.of(section.text("metric")),
                    section.number("limit", 1, -Double.MAX_VALUE, Double.MAX_VALUE),
                    section.flag("falling"));
            limits.add(new ForeseenLimit(limit, section.name("failure-mode")));
            section.done();
        }
        atMost(document, "limits", limits.size(), MOST_LIMITS);
        return limits;
    }

    static void atMost(Section document, String key, int written, int most) {
        if (written > most) {
            document.problem(key, written + " entries", "write at most " + most);
        }
    }

    /** A mapping of names nobody knows beforehand to texts. */
    static Map<String, String> texts(Section section, String key) {
        Map<String, String> texts = new HashMap<>();
        Section mapping = section.section(key);
        if (mapping != null) {
            mapping.keys().forEach(name -> texts.put(name, mapping.word(name)));
        }
        return texts;
    }

    private static ForeseenLimit limit(String metric, double value, String failureMode) {
        return new ForeseenLimit(new Limit(Glob.of(metric), value, false), failureMode);
    }
}
