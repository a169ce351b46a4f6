package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whose a data point is by the attributes of its source.
 *
 * @param ids the first that is there is the id
 * @param group attributes, the first that is there is the group
 * @param otherGroup the group where none is there
 * @param labels label to attributes, of which the first that is there is the label
 */
public record ResourceMapping(List<Id> ids, List<String> group, String otherGroup, Map<String, List<String>> labels)
        implements Serializable {

    /** An attribute that is an id, and what has such an id. */
    public record Id(String attribute, String kind) implements Serializable {}

    public ResourceMapping {
        ids = List.copyOf(ids);
        group = List.copyOf(group);
        labels = Map.copyOf(labels);
    }

    Resource resource(Map<String, String> source) {
        Id id = ids.stream()
                .filter(candidate -> there(source, candidate.attribute))
                .findFirst()
                .orElseThrow(() -> nameless(source));
        Map<String, String> given = new HashMap<>();
        labels.forEach((label, attributes) -> first(source, attributes).ifPresent(value -> given.put(label, value)));
        return new Resource(
                source.get(id.attribute), id.kind, first(source, group).orElse(otherGroup), given);
    }

    /** Everything that tells who it is, and so does not tell what is measured. */
    Set<String> attributes() {
        Set<String> attributes = new HashSet<>(group);
        ids.forEach(id -> attributes.add(id.attribute));
        labels.values().forEach(attributes::addAll);
        return attributes;
    }

    private static Optional<String> first(Map<String, String> source, List<String> attributes) {
        return attributes.stream()
                .filter(attribute -> there(source, attribute))
                .map(source::get)
                .findFirst();
    }

    private static boolean there(Map<String, String> source, String attribute) {
        return !source.getOrDefault(attribute, "").isBlank();
    }

    private InvalidUpdateException nameless(Map<String, String> source) {
        return new InvalidUpdateException(
                "resource",
                source.keySet().stream().sorted().toList().toString(),
                "send one of %s, or name another attribute in fleet-shadow.kafka.mapping"
                        .formatted(ids.stream().map(Id::attribute).toList()));
    }
}
