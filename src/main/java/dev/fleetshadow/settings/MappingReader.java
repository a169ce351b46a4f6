package dev.fleetshadow.settings;

import dev.fleetshadow.gather.Dialect;
import dev.fleetshadow.gather.DialectMapping;
import dev.fleetshadow.gather.Mapping;
import dev.fleetshadow.gather.MetricRule;
import dev.fleetshadow.gather.ResourceMapping;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what foreign metrics mean, and refuses it as a whole with every problem named by line if anything is wrong. */
public final class MappingReader {

    /** The one that holds for what no other describes. */
    public static final Mapping SHIPPED = shipped();

    private static final String FILE = "/mappings/default.yaml";
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_RULES = 200;
    private static final int MOST_GLOBS = 100;
    private static final double LARGEST_FACTOR = 1e12;

    private MappingReader() {}

    /**
     * Reads a mapping from a file; a dialect that it does not describe is mapped as shipped.
     *
     * @throws SettingsException with every problem found
     */
    static Mapping read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new SettingsException(
                    file.toString(),
                    List.of("the document has %d bytes; write at most %d".formatted(Files.size(file), MOST_BYTES)));
        }
        Map<Dialect, DialectMapping> dialects = new EnumMap<>(SHIPPED.dialects());
        dialects.putAll(read(file.toString(), Files.readString(file)));
        return new Mapping(dialects);
    }

    /**
     * Reads a mapping.
     *
     * @param source what to call the document in messages
     * @throws SettingsException with every problem found
     */
    static Map<Dialect, DialectMapping> read(String source, String yaml) {
        List<String> problems = new ArrayList<>();
        Map<Dialect, DialectMapping> dialects = new EnumMap<>(Dialect.class);
        YamlDocument.root(yaml, "describe otlp, collectd or influx", problems).ifPresent(root -> {
            Section document = new Section(root, problems, new PolicyOutline());
            for (Dialect dialect : Dialect.values()) {
                Section section = document.section(dialect.toString());
                if (section != null) {
                    dialects.put(dialect, dialect(section));
                }
            }
            document.done();
        });
        YamlDocument.refuse(source, problems);
        return dialects;
    }

    private static Mapping shipped() {
        try (InputStream file = MappingReader.class.getResourceAsStream(FILE)) {
            return new Mapping(read(FILE, new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped mapping cannot be read", e);
        }
    }

    private static DialectMapping dialect(Section section) {
        DialectMapping mapping = new DialectMapping(
                resource(section.sectionOrDefaults("resource")),
                some(section, "counters"),
                some(section, "drop"),
                section.has("keep") ? some(section, "keep") : List.of(Glob.of("*")),
                rules(section));
        section.done();
        return mapping;
    }

    private static ResourceMapping resource(Section section) {
        List<ResourceMapping.Id> ids = new ArrayList<>();
        for (Section id : section.sections("id")) {
            String kind = name(id, "kind", Resource.DEFAULT_KIND);
            if (kind.equals(StatusUpdate.RESERVED_KIND)) {
                id.problem("kind", kind, "write another kind: this one is no resource");
            }
            ids.add(new ResourceMapping.Id(id.text("from"), kind));
            id.done();
        }
        if (ids.isEmpty()) {
            section.problem("id", "nothing", "write a list such as [{from: host.name, kind: host}]");
        }
        Map<String, List<String>> labels = new HashMap<>();
        Section given = section.sectionOrDefaults("labels");
        given.keys().forEach(label -> labels.put(label, given.texts(label)));
        if (labels.size() > Resource.MAX_LABELS) {
            section.problem("labels", labels.size() + " labels", "write at most " + Resource.MAX_LABELS);
        }
        ResourceMapping mapping = new ResourceMapping(
                ids, section.texts("group"), name(section, "other-group", Resource.DEFAULT_GROUP), labels);
        section.done();
        return mapping;
    }

    private static List<MetricRule> rules(Section section) {
        List<MetricRule> rules = new ArrayList<>();
        for (Section rule : section.sections("metrics")) {
            rules.add(rule(rule));
            rule.done();
        }
        if (rules.size() > MOST_RULES) {
            section.problem("metrics", rules.size() + " metrics", "write at most " + MOST_RULES);
        }
        return rules;
    }

    private static MetricRule rule(Section section) {
        List<Glob> from = some(section, "from");
        List<Glob> of = some(section, "of");
        boolean complement = section.flag("complement");
        if (from.isEmpty()) {
            section.problem("from", "nothing", "write which series it is made of, such as [\"memory{*}\"]");
        }
        if (complement && of.isEmpty()) {
            section.problem(
                    "complement", "true", "write of which series it is a share, or a scale of -1 and an offset");
        }
        return new MetricRule(
                name(section, "name", ""),
                from,
                some(section, "except"),
                of,
                complement,
                section.texts("per"),
                section.choice("take", MetricRule.Take.class, MetricRule.Take.MAX),
                section.number("scale", 1, -LARGEST_FACTOR, LARGEST_FACTOR),
                section.number("offset", 0, -LARGEST_FACTOR, LARGEST_FACTOR));
    }

    /** A text that a resource or a metric may be called by; it must be there where there is no other. */
    private static String name(Section section, String key, String other) {
        String name = other.isEmpty() ? section.text(key) : section.text(key, other);
        if (name.length() > Resource.MAX_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            section.problem(key, name, "write at most %d printable characters".formatted(Resource.MAX_NAME_LENGTH));
            return other;
        }
        return name;
    }

    private static List<Glob> some(Section section, String key) {
        List<Glob> globs = section.texts(key).stream().map(Glob::of).toList();
        if (globs.size() > MOST_GLOBS) {
            section.problem(key, globs.size() + " patterns", "write at most " + MOST_GLOBS);
        }
        return globs;
    }
}
