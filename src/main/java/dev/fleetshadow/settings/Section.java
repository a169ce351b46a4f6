package dev.fleetshadow.settings;

import dev.fleetshadow.remediation.Amount;
import dev.fleetshadow.telemetry.Glob;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads one mapping of a YAML document, and notes every problem with its line instead of stopping at the first.
 *
 * <p>A value that cannot be used yields the fallback, so that the rest can still be checked; what was read must not be
 * used when {@link #problems} is not empty.
 */
final class Section {

    private final String path;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<String> problems;
    private final int line;

    Section(String path, Node node, List<String> problems) {
        this.path = path;
        this.problems = problems;
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
            return fallback;
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        problem(node, at(key), "write a text that is not blank");
        return fallback;
    }

    /** A text that may be empty, and is if it is missing. */
    String word(String key) {
        return take(key) instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    double number(String key, double fallback, double least, double most) {
        String remedy = "write a number from %s to %s".formatted(shortest(least), shortest(most));
        String text = text(key, null);
        if (text == null) {
            return fallback;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            problem(key, text, remedy);
            return fallback;
        }
        problem(key, text, remedy);
        return fallback;
    }

    /** A number, or a share written with a percent sign. */
    Amount amount(String key, Amount fallback, int most) {
        String text = text(key, null);
        if (text == null) {
            return fallback;
        }
        try {
            boolean share = text.endsWith("%");
            double value = Double.parseDouble(share ? text.substring(0, text.length() - 1) : text);
            if (share && value > 0 && value <= 100) {
                return Amount.share(value / 100);
            }
            if (!share && value >= 1 && value <= most && value == Math.rint(value)) {
                return Amount.of((int) value);
            }
        } catch (NumberFormatException e) {
            problem(key, text, "write a number such as 2, or a share such as 10%");
            return fallback;
        }
        problem(key, text, "write a number from 1 to %d, or a share up to 100%%".formatted(most));
        return fallback;
    }

    int count(String key, int fallback, int most) {
        double value = number(key, fallback, 1, most);
        if (value != Math.rint(value)) {
            problem(key, Double.toString(value), "write a whole number");
        }
        return (int) value;
    }

    Duration duration(String key, Duration fallback) {
        String text = text(key, null);
        if (text == null) {
            return fallback;
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
            problem(key, text, "write a positive duration");
        } catch (DateTimeParseException e) {
            problem(key, text, "write an ISO-8601 duration such as PT5M");
        }
        return fallback;
    }

    boolean flag(String key) {
        String text = text(key, "false");
        if (!text.equals("true") && !text.equals("false")) {
            problem(key, text, "write true or false");
        }
        return text.equals("true");
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        String text = text(key, null);
        return text == null ? fallback : choice(key, text, type, fallback);
    }

    <E extends Enum<E>> E choice(String key, String text, Class<E> type, E fallback) {
        for (E constant : type.getEnumConstants()) {
            if (kebab(constant).equals(text)) {
                return constant;
            }
        }
        problem(
                key,
                text,
                "write one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Section::kebab)
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
        return has(key) ? globs : List.of(Glob.of("*"));
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                problem(item, at(key), "write a list of texts");
            }
        }
        return texts;
    }

    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Node item : items(key)) {
            sections.add(new Section(at(key) + "[" + sections.size() + "]", item, problems));
        }
        return sections;
    }

    /** The mappings of a list, or the only one where a list is not needed. */
    List<Section> oneOrMore(String key) {
        return entries.get(key) instanceof MappingNode ? List.of(section(key)) : sections(key);
    }

    Section section(String key) {
        Node node = take(key);
        return node == null ? null : new Section(at(key), node, problems);
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

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shortest(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
