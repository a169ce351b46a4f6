package dev.fleetshadow.settings;

import dev.fleetshadow.remediation.Amount;
import dev.fleetshadow.telemetry.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one mapping of a YAML document, and notes every problem with its line instead of stopping at the first.
 *
 * <p>A value that cannot be used yields the fallback, so that the rest can still be checked; what was read must not be
 * used when {@link #problems} is not empty.
 */
final class Section {

    private final String path;
    private final String name;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<String> problems;
    private final PolicyOutline outline;
    private final int line;

    /** A whole document. */
    Section(Node node, List<String> problems, PolicyOutline outline) {
        this("", "", node, problems, outline);
    }

    /**
     * A part of one.
     *
     * @param path by which problems are told
     * @param name by which settings are told
     */
    private Section(String path, String name, Node node, List<String> problems, PolicyOutline outline) {
        this.path = path;
        this.name = name;
        this.problems = problems;
        this.outline = outline;
        this.line = line(node);
        if (!(node instanceof MappingNode mapping)) {
            problem(node, path, "write a mapping of keys and values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                problem(tuple.getKeyNode(), path, "a key is not a text; write key: value");
            } else if (entries.put(scalar.getValue(), tuple.getValueNode()) != null) {
                problem(scalar, at(scalar.getValue()), "it is given twice; keep one");
            }
        }
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Set<String> keys() {
        return entries.keySet();
    }

    String text(String key) {
        if (!has(key)) {
            asked.add(key);
            problems.add("line %d: %s is missing".formatted(line, at(key)));
            return "";
        }
        return text(key, "");
    }

    String text(String key, String fallback) {
        Node node = take(key);
        if (node == null) {
            return told(key, fallback);
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank() && !isNull(node)) {
            return told(key, scalar.getValue());
        }
        problem(node, at(key), "write a text that is not blank");
        return fallback;
    }

    /** A text that may be empty, and is if it is missing. */
    String word(String key) {
        Node node = take(key);
        if (node != null && !(node instanceof ScalarNode)) {
            problem(node, at(key), "write a text");
        }
        return told(key, node instanceof ScalarNode scalar && !isNull(node) ? scalar.getValue() : "");
    }

    double number(String key, double fallback, double least, double most) {
        return scalar(key, fallback, Scalar.number(least, most));
    }

    Amount amount(String key, Amount fallback, int most) {
        return scalar(key, fallback, Scalar.amount(most));
    }

    int count(String key, int fallback, int most) {
        double value = number(key, fallback, 1, most);
        if (value != Math.rint(value)) {
            problem(key, Double.toString(value), "write a whole number");
        }
        return (int) value;
    }

    Duration duration(String key, Duration fallback) {
        return scalar(key, fallback, Scalar.duration());
    }

    Duration duration(String key, Duration fallback, Duration most) {
        Duration given = duration(key, fallback);
        if (given.compareTo(most) > 0) {
            problem(key, given.toString(), "write at most " + most);
            return fallback;
        }
        return given;
    }

    boolean flag(String key) {
        return flag(key, false);
    }

    boolean flag(String key, boolean fallback) {
        return scalar(key, fallback, text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new Scalar.UnusableException("write true or false");
            }
            return text.equals("true");
        });
    }

    private <T> T scalar(String key, T fallback, Scalar<T> as) {
        String text = text(key, null);
        T value = fallback;
        try {
            value = text == null ? fallback : as.read(text);
        } catch (Scalar.UnusableException e) {
            problem(key, text, e.getMessage());
        }
        return told(key, value);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        String text = text(key, null);
        return told(key, text == null ? fallback : choice(key, text, type, fallback));
    }

    <E extends Enum<E>> E choice(String key, String text, Class<E> type, E fallback) {
        for (E constant : type.getEnumConstants()) {
            if (PolicyOutline.kebab(constant).equals(text)) {
                return constant;
            }
        }
        problem(
                key,
                text,
                "write one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(PolicyOutline::kebab)
                                .collect(Collectors.joining(", ")));
        return fallback;
    }

    /** An id in lower case with hyphens. */
    String name(String key) {
        String text = text(key);
        if (!text.isEmpty() && !text.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            problem(key, text, "write a name in lower case such as memory-exhaustion");
        }
        return text;
    }

    /** What names have to match any of; not written means every name. */
    List<Glob> globs(String key) {
        List<Glob> globs = texts(key).stream().map(Glob::of).toList();
        if (has(key)) {
            return globs;
        }
        told(key, List.of("*"));
        return List.of(Glob.of("*"));
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof ScalarNode scalar && !isNull(item)) {
                texts.add(scalar.getValue());
            } else {
                problem(item, at(key), "write a list of texts");
            }
        }
        return told(key, texts);
    }

    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Node item : items(key)) {
            String part = outline.part(named(key), PartName.of(key, item, sections.size()));
            sections.add(new Section(at(key) + "[" + sections.size() + "]", part, item, problems, outline));
        }
        return sections;
    }

    /** The mappings of a list, or the only one where a list is not needed. */
    List<Section> oneOrMore(String key) {
        return entries.get(key) instanceof MappingNode ? List.of(section(key)) : sections(key);
    }

    Section section(String key) {
        Node node = take(key);
        return node == null ? null : new Section(at(key), named(key), node, problems, outline);
    }

    /** The same where nothing written means that every default holds. */
    Section sectionOrDefaults(String key) {
        Node nothing = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
        return has(key) ? section(key) : new Section(at(key), named(key), nothing, problems, outline);
    }

    /** Notes in the outline what a setting is, after all that it depends on. */
    <T> T told(String key, T value) {
        outline.tell(named(key), value, has(key));
        return value;
    }

    /** Notes every key that nobody asked for: a misspelt guardrail must not go unnoticed. */
    void done() {
        entries.forEach((key, node) -> {
            if (!asked.contains(key)) {
                problem(
                        node,
                        at(key),
                        "the key is unknown; known here are "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        });
    }

    void problem(String key, String value, String remedy) {
        int at = has(key) ? line(entries.get(key)) : line;
        problems.add("line %d: %s: '%s' is not usable; %s".formatted(at, at(key), value, remedy));
    }

    private void problem(Node node, String where, String remedy) {
        problems.add("line %d: %s: %s".formatted(line(node), where.isEmpty() ? "the document" : where, remedy));
    }

    private List<Node> items(String key) {
        Node node = take(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, at(key), "write a list");
        return List.of();
    }

    private Node take(String key) {
        asked.add(key);
        return entries.get(key);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String named(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
