package dev.fleetshadow.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import java.io.IOException;
import java.util.Map;

/**
 * Reads OTLP/JSON into the messages it is the JSON form of, so that both forms go one way from there.
 *
 * <p>Names may be in camel case or with underscores, whole numbers and enums in numbers or texts; what is not known is
 * ignored. Exemplars are left out: nothing here uses them, and their ids are written unlike all other JSON of protobuf.
 */
final class OtlpJson {

    private static final String EXEMPLARS = "exemplars";

    /** As deep as the binary form may be. */
    private static final int DEEPEST = 100;

    private OtlpJson() {}

    static MetricsData read(byte[] bytes) throws IOException {
        JsonNode root = Json.MAPPER.readTree(bytes);
        MetricsData.Builder data = MetricsData.newBuilder();
        merge(data, root, "message", 0);
        return data.build();
    }

    private static void merge(Message.Builder message, JsonNode node, String path, int depth) {
        if (node == null || !node.isObject()) {
            throw new InvalidUpdateException(path, String.valueOf(node), "send a JSON object");
        }
        if (depth > DEEPEST) {
            throw new InvalidUpdateException(path, "a deeper value", "nest at most " + DEEPEST + " values");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(underscored(member.getKey()));
            JsonNode value = member.getValue();
            if (field == null || value.isNull() || field.getName().equals(EXEMPLARS)) {
                continue;
            }
            if (!field.isRepeated()) {
                set(message, field, value, member.getKey(), depth);
            } else if (value.isArray()) {
                for (JsonNode item : value) {
                    add(message, field, item, member.getKey(), depth);
                }
            } else {
                throw new InvalidUpdateException(member.getKey(), value.toString(), "send a list");
            }
        }
    }

    private static void set(Message.Builder message, FieldDescriptor field, JsonNode node, String path, int depth) {
        Object value = value(message, field, node, path, depth);
        if (value != null) {
            message.setField(field, value);
        }
    }

    private static void add(Message.Builder message, FieldDescriptor field, JsonNode node, String path, int depth) {
        Object value = value(message, field, node, path, depth);
        if (value != null) {
            message.addRepeatedField(field, value);
        }
    }

    /** {@code null} for what nothing here uses. */
    private static Object value(Message.Builder message, FieldDescriptor field, JsonNode node, String path, int depth) {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                Message.Builder nested = message.newBuilderForField(field);
                merge(nested, node, path, depth + 1);
                yield nested.build();
            }
            case STRING -> {
                if (!node.isTextual()) {
                    throw new InvalidUpdateException(path, node.toString(), "send a text");
                }
                yield node.textValue();
            }
            case BOOLEAN -> {
                if (!node.isBoolean()) {
                    throw new InvalidUpdateException(path, node.toString(), "send true or false");
                }
                yield node.booleanValue();
            }
            case DOUBLE -> OtlpNumbers.real(node, path);
            case LONG -> OtlpNumbers.whole(node, path, Long.MIN_VALUE);
            case INT -> (int) OtlpNumbers.whole(node, path, Integer.MIN_VALUE);
            case ENUM -> constant(field, node, path);
            case BYTE_STRING, FLOAT -> null;
        };
    }

    private static EnumValueDescriptor constant(FieldDescriptor field, JsonNode node, String path) {
        EnumValueDescriptor named = node.isTextual() ? field.getEnumType().findValueByName(node.textValue()) : null;
        return named != null
                ? named
                : field.getEnumType()
                        .findValueByNumberCreatingIfUnknown((int) OtlpNumbers.whole(node, path, Integer.MIN_VALUE));
    }

    private static String underscored(String name) {
        StringBuilder underscored = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                underscored.append('_').append((char) (letter + ('a' - 'A')));
            } else {
                underscored.append(letter);
            }
        }
        return underscored.toString();
    }
}
