package dev.fleetshadow.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Spoils one place of a policy, or changes it harmlessly. */
final class PolicyMutation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double[] NUMBERS = {-1, 0, 0.4, 0.5, 1, 1.5, 3, 12, 65, 71, 101, 2000, 1e6, 1e12};
    private static final String[] DURATIONS = {"5 minutes", "PT0S", "P1M", "-PT5M", "PT5M", "P1DT", "PT1.5S", "pt"};
    private static final Set<String> TIMES = Set.of(
            "cooldown",
            "approval-within",
            "wait-at-most",
            "quarantine",
            "within",
            "release-after",
            "predicted-breach-within",
            "expires-after",
            "settle-for",
            "recover-within");
    private static final Set<String> CHOICES =
            Set.of("mode", "shape", "direction", "trend", "selection", "disruption", "days", "status", "disabled");

    /** What refers to another part of the document; no schema can hold that together. */
    private static final Set<String> REFERRING =
            Set.of("id", "for", "action", "parameters", "actions", "failure-modes");

    /**
     * One value, by where it is.
     *
     * @param key under which it is, or the list that it is in
     * @param index in that list
     */
    private record Place(JsonNode parent, String key, int index, JsonNode value) {

        void set(JsonNode other) {
            if (parent instanceof ObjectNode object) {
                object.set(key, other);
            } else {
                ((ArrayNode) parent).set(index, other);
            }
        }
    }

    private PolicyMutation() {}

    /** Changes the document; says what was done. */
    static String apply(JsonNode document, SplittableRandom random) {
        List<Place> places = new ArrayList<>();
        collect(document, "", places);
        while (true) {
            Place place = places.get(random.nextInt(places.size()));
            String change = change(place, random);
            if (change != null) {
                return "%s at %s in %s".formatted(change, place.key(), place.parent());
            }
        }
    }

    private static String change(Place place, SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> unknownKey(place);
            case 1 -> left(place);
            case 2 -> otherType(place, random);
            case 3 -> otherNumber(place, random);
            case 4 -> otherDuration(place, random);
            default -> otherWord(place);
        };
    }

    private static String unknownKey(Place place) {
        if (!(place.value() instanceof ObjectNode object) || place.key().equals("parameters")) {
            return null;
        }
        object.put("misspelt", "x");
        return "an unknown key";
    }

    private static String left(Place place) {
        if (!(place.parent() instanceof ObjectNode object) || REFERRING.contains(place.key())) {
            return null;
        }
        object.remove(place.key());
        return "a key left out";
    }

    private static String otherType(Place place, SplittableRandom random) {
        List<JsonNode> others = new ArrayList<>();
        if (!place.value().isValueNode()) {
            others.add(NODES.textNode("x"));
            others.add(NODES.nullNode());
        }
        if (!place.value().isArray()) {
            others.add(NODES.arrayNode());
            others.add(NODES.arrayNode().add("x"));
        }
        if (!place.value().isObject()) {
            others.add(NODES.objectNode());
            others.add(NODES.objectNode().put("x", "y"));
        }
        if (REFERRING.contains(place.key())) {
            return null;
        }
        JsonNode other = others.get(random.nextInt(others.size()));
        place.set(other);
        return "another type, " + other;
    }

    private static String otherNumber(Place place, SplittableRandom random) {
        if (!place.value().isNumber()) {
            return null;
        }
        double number = NUMBERS[random.nextInt(NUMBERS.length)];
        place.set(number == Math.rint(number) ? NODES.numberNode((long) number) : NODES.numberNode(number));
        return "another number, " + number;
    }

    private static String otherDuration(Place place, SplittableRandom random) {
        if (!place.value().isTextual() || !TIMES.contains(place.key())) {
            return null;
        }
        String duration = DURATIONS[random.nextInt(DURATIONS.length)];
        place.set(NODES.textNode(duration));
        return "another duration, " + duration;
    }

    private static String otherWord(Place place) {
        if (!place.value().isTextual() || !CHOICES.contains(place.key())) {
            return null;
        }
        place.set(NODES.textNode("nonsense"));
        return "a word there is not";
    }

    private static void collect(JsonNode node, String key, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                places.add(new Place(node, entry.getKey(), -1, entry.getValue()));
                collect(entry.getValue(), entry.getKey(), places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(new Place(node, key, i, array.get(i)));
                collect(array.get(i), key, places);
            }
        }
    }
}
