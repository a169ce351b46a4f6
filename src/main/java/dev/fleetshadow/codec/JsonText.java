package dev.fleetshadow.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes what has no wire format of its own, such as a command's summary. */
public final class JsonText {

    private JsonText() {}

    /** Maps, lists, texts, numbers and booleans, in their own order, indented. */
    public static String of(Map<String, ?> object) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not made of maps, lists and plain values: " + object, e);
        }
    }

    /** The same on one line. */
    public static String line(Map<String, ?> object) {
        try {
            return Json.MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not made of maps, lists and plain values: " + object, e);
        }
    }

    /** The fields of the object that is called {@code field} in a document; empty if there is none. */
    public static Map<String, String> texts(byte[] document, String field) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                Json.MAPPER.readTree(document).path(field).properties()) {
            texts.put(entry.getKey(), entry.getValue().asText());
        }
        return texts;
    }
}
