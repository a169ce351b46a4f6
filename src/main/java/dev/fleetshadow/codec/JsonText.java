package dev.fleetshadow.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;

/** Writes what has no wire format of its own, such as a command's summary, as JSON for people and scripts. */
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
}
