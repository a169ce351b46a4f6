package dev.fleetshadow.codec;

import dev.fleetshadow.settings.YamlText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the contract: an AsyncAPI 3.0 document of all topics, with a JSON Schema of every message.
 *
 * <p>Shipped as one document and a file for each schema; read as one document that needs no file.
 */
public final class ApiDocument {

    private static final String PLACE = "/asyncapi/";
    private static final String DOCUMENT = "fleet-shadow.yaml";
    private static final String REFERENCE = "$ref";
    private static final String WITHIN = "#/";

    private final Map<String, Object> root;

    private ApiDocument(Map<String, Object> root) {
        this.root = root;
    }

    /** Reads the shipped one, the schemas in their places. */
    public static ApiDocument shipped() throws IOException {
        return new ApiDocument(object(whole(YamlText.read(resource(DOCUMENT)))));
    }

    public Map<String, Object> root() {
        return root;
    }

    /** Every message by the type it has as a CloudEvent, such as {@code dev.fleetshadow.status.v1}. */
    public Map<String, Map<String, Object>> messages() {
        Map<String, Map<String, Object>> messages = new LinkedHashMap<>();
        for (Object message :
                object(object(root.get("components")).get("messages")).values()) {
            messages.put((String) object(message).get("name"), object(message));
        }
        return messages;
    }

    /** The messages of a channel, as they are described elsewhere in the document. */
    public List<Map<String, Object>> messages(Map<String, Object> channel) {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Object reference : object(channel.get("messages")).values()) {
            messages.add(referred((String) object(reference).get(REFERENCE)));
        }
        return messages;
    }

    /** The schema of a part of a message, its {@code payload} or {@code headers}; empty if anything may be there. */
    public static Map<String, Object> schema(Map<String, Object> message, String part) {
        return message.containsKey(part) ? object(object(message.get(part)).get("schema")) : Map.of();
    }

    @SuppressWarnings("unchecked") // the document is shipped with the program, and a test has read all of it
    public static Map<String, Object> object(Object node) {
        return (Map<String, Object>) node;
    }

    private Map<String, Object> referred(String reference) {
        Map<String, Object> node = root;
        for (String step : reference.substring(WITHIN.length()).split("/", -1)) {
            node = object(node.get(step));
        }
        return node;
    }

    private static Object whole(Object node) throws IOException {
        if (node instanceof Map<?, ?> map) {
            if (map.get(REFERENCE) instanceof String reference && !reference.startsWith(WITHIN)) {
                return YamlText.read(resource(reference));
            }
            Map<String, Object> members = new LinkedHashMap<>();
            for (Map.Entry<String, Object> member : object(map).entrySet()) {
                members.put(member.getKey(), whole(member.getValue()));
            }
            return members;
        }
        if (node instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            for (Object item : list) {
                items.add(whole(item));
            }
            return items;
        }
        return node;
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = ApiDocument.class.getResourceAsStream(PLACE + name)) {
            if (resource == null) {
                throw new FileNotFoundException("the program lacks its own " + PLACE + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
