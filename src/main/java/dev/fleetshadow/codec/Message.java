package dev.fleetshadow.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the fields of one JSON message, and names the one that cannot be used. */
final class Message {

    /** Times beyond these cannot be counted in milliseconds, or are no one's observation. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Duration LONGEST = Duration.between(EARLIEST, LATEST);
    private static final String DURATION_REMEDY = "send an ISO-8601 duration such as PT5M";
    private static final String INSTANT_REMEDY = "send an ISO-8601 UTC instant such as 2026-01-31T12:00:00Z";

    private final JsonNode node;
    private final String path;

    private Message(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    static Message parse(byte[] bytes) throws IOException {
        JsonNode root = Json.MAPPER.readTree(bytes);
        if (root == null || !root.isObject()) {
            throw new InvalidUpdateException("message", kind(root), "send a JSON object");
        }
        return new Message(root, "");
    }

    /** The objects of a message that is an array of them. */
    static List<Message> parseArray(byte[] bytes, String what) throws IOException {
        JsonNode root = Json.MAPPER.readTree(bytes);
        if (root == null || !root.isArray()) {
            throw new InvalidUpdateException("message", kind(root), "send a JSON array of " + what);
        }
        List<Message> objects = new ArrayList<>();
        for (JsonNode item : root) {
            if (!item.isObject()) {
                throw new InvalidUpdateException("message[" + objects.size() + "]", kind(item), "send a JSON object");
            }
            objects.add(new Message(item, "message[" + objects.size() + "]."));
        }
        return objects;
    }

    private static String kind(JsonNode node) {
        return node == null ? "nothing" : node.getNodeType().toString();
    }

    Optional<Message> object(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw invalid(field, "send a JSON object");
        }
        return Optional.of(new Message(value, at(field) + "."));
    }

    Message requiredObject(String field) {
        return object(field).orElseThrow(() -> invalid(field, "send a JSON object"));
    }

    String text(String field, String otherwise) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw invalid(field, "send a text");
        }
        return value.textValue();
    }

    String text(String field) {
        String text = text(field, null);
        if (text == null) {
            throw invalid(field, "it is required");
        }
        return text;
    }

    Instant instant(String field) {
        Instant instant = instant(field, null);
        if (instant == null) {
            throw invalid(field, INSTANT_REMEDY);
        }
        return instant;
    }

    Instant instant(String field, Instant otherwise) {
        String text = text(field, null);
        if (text == null) {
            return otherwise;
        }
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            throw invalid(field, INSTANT_REMEDY);
        }
        throw invalid(field, "send an instant from 1970 to 9999");
    }

    /** A length of time in ISO-8601, of up to some ten thousand years. */
    Duration duration(String field) {
        try {
            Duration duration = Duration.parse(text(field));
            if (duration.compareTo(LONGEST) <= 0 && !duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw invalid(field, DURATION_REMEDY);
        }
        throw invalid(field, DURATION_REMEDY);
    }

    double number(String field, double otherwise) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw invalid(field, "send a number");
        }
        return value.doubleValue();
    }

    double number(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw invalid(field, "it is required");
        }
        return number(field, Double.NaN);
    }

    /** A whole number from 0 to {@code most}. */
    long whole(String field, long most) {
        JsonNode value = node.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw invalid(field, "send a whole number");
        }
        if (value.longValue() < 0 || value.longValue() > most) {
            throw invalid(field, "send a whole number from 0 to " + most);
        }
        return value.longValue();
    }

    long whole(String field, long most, long otherwise) {
        return absent(field) ? otherwise : whole(field, most);
    }

    boolean flag(String field, boolean otherwise) {
        return absent(field) ? otherwise : flag(field);
    }

    /** One of the constants, by its name in lower case with hyphens. */
    <E extends Enum<E>> E choice(String field, E[] constants) {
        String name = text(field);
        for (E constant : constants) {
            if (StatusJson.lower(constant).equals(name)) {
                return constant;
            }
        }
        throw invalid(
                field, "send " + Stream.of(constants).map(StatusJson::lower).collect(Collectors.joining(", ")));
    }

    boolean flag(String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isBoolean()) {
            throw invalid(field, "send true or false");
        }
        return value.booleanValue();
    }

    Map<String, String> texts(String field) {
        Map<String, String> texts = new HashMap<>();
        object(field).ifPresent(map -> map.node.fieldNames().forEachRemaining(name -> texts.put(name, map.text(name))));
        return texts;
    }

    List<String> list(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(field)) {
            if (!item.isTextual()) {
                throw invalid(field, "send a list of texts");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    List<Message> objects(String field) {
        List<Message> objects = new ArrayList<>();
        for (JsonNode item : items(field)) {
            objects.add(new Message(item, at(field) + "[]."));
        }
        return objects;
    }

    /** The items of a list that must be there, as they are. */
    List<JsonNode> array(String field) {
        List<JsonNode> array = new ArrayList<>();
        items(field).forEach(array::add);
        if (array.isEmpty()) {
            throw invalid(field, "send a list with at least one value");
        }
        return array;
    }

    private Iterable<JsonNode> items(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(field, "send a list");
        }
        return value;
    }

    /** Every member, as it is. */
    Iterable<Map.Entry<String, JsonNode>> members() {
        return node.properties();
    }

    Resource resource() {
        Message resource = requiredObject("resource");
        return new Resource(
                resource.text("id"),
                resource.text("kind", null),
                resource.text("group", null),
                resource.texts("labels"));
    }

    private boolean absent(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull();
    }

    InvalidUpdateException invalid(String field, String remedy) {
        JsonNode value = node.get(field);
        return new InvalidUpdateException(at(field), value == null ? "nothing" : value.toString(), remedy);
    }

    private String at(String field) {
        return path + field;
    }
}
