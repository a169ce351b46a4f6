package dev.fleetshadow.codec;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;

/**
 * Makes texts of OpenTelemetry's attributes, because a mapping compares texts.
 *
 * <p>Lists of plain values become texts separated by commas; bytes and nested values are left out. A text that is too long
 * for a name is cut and ends in a hash of the whole, so that two stay two.
 */
final class OtlpAttributes {

    static final int MOST = 128;
    private static final int HASH_LENGTH = 36;

    private OtlpAttributes() {}

    static Map<String, String> texts(List<KeyValue> attributes) {
        if (attributes.size() > MOST) {
            throw new InvalidUpdateException(
                    "attributes",
                    attributes.size() + " attributes",
                    "send at most " + MOST + " on a resource or point");
        }
        Map<String, String> texts = new HashMap<>();
        for (KeyValue attribute : attributes) {
            String text = text(attribute.getValue());
            if (text != null) {
                texts.put(fitting(attribute.getKey()), fitting(text));
            }
        }
        return texts;
    }

    static String fitting(String text) {
        if (text.length() <= Resource.MAX_NAME_LENGTH) {
            return text;
        }
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return text.substring(0, Resource.MAX_NAME_LENGTH - HASH_LENGTH) + hash;
    }

    private static String text(AnyValue value) {
        return value.getValueCase() == AnyValue.ValueCase.ARRAY_VALUE ? list(value.getArrayValue()) : plain(value);
    }

    private static String plain(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case ARRAY_VALUE, KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET -> null;
        };
    }

    private static String list(ArrayValue values) {
        StringJoiner texts = new StringJoiner(",");
        for (AnyValue value : values.getValuesList()) {
            String text = plain(value);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts.toString();
    }
}
