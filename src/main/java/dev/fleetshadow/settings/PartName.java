package dev.fleetshadow.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Names a part of a list after what it is about, so that it is known again wherever it stands. */
final class PartName {

    private static final String TRUST = "trust";
    private static final String EVERYTHING = "*";

    private PartName() {}

    /** By its id, by what it is for, by whom it trusts with what; or by its place. */
    static String of(String list, Node part, int place) {
        if (!(part instanceof MappingNode mapping)) {
            return Integer.toString(place);
        }
        Map<String, Node> entries = entries(mapping);
        entries.values().removeIf(value -> words(value).equals(EVERYTHING));
        if (entries.get("id") instanceof ScalarNode id) {
            return id.getValue();
        }
        if (entries.get("for") instanceof ScalarNode failureMode) {
            return entries.containsKey("kinds")
                    ? failureMode.getValue() + " on " + words(entries.get("kinds"))
                    : failureMode.getValue();
        }
        if (entries.get("for") instanceof MappingNode whom) {
            return words(whom);
        }
        if (list.equals(TRUST)) {
            entries.remove("mode");
            return entries.isEmpty() ? EVERYTHING : words(entries);
        }
        return Integer.toString(place);
    }

    private static Map<String, Node> entries(MappingNode mapping) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                entries.put(key.getValue(), tuple.getValueNode());
            }
        }
        return entries;
    }

    private static String words(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(PartName::words).sorted().collect(Collectors.joining("|"));
        }
        return node instanceof MappingNode mapping ? words(entries(mapping)) : "";
    }

    private static String words(Map<String, Node> entries) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + words(entry.getValue()))
                        .collect(Collectors.joining(" "));
    }
}
