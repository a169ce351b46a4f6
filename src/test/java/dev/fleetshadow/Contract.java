package dev.fleetshadow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.fleetshadow.codec.ApiDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Holds records to the AsyncAPI document: which schema counts for one is looked up in the document alone. */
public final class Contract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidatorsConfig WITH_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;
    private final Map<JsonNode, JsonSchema> strict = new HashMap<>();

    private Contract(JsonNode document) {
        this.document = document;
    }

    public static Contract shipped() throws IOException {
        return new Contract(JSON.valueToTree(ApiDocument.shipped().root()));
    }

    public JsonNode document() {
        return document;
    }

    /** What of a record of ours is not as the document says, unknown fields included. */
    public List<String> problems(String topic, ConsumerRecord<String, byte[]> record) throws IOException {
        ObjectNode headers = JSON.createObjectNode();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        Optional<JsonNode> message = message(topic, headers.path("ce_type").asText());
        if (message.isEmpty()) {
            return List.of("the document knows no message " + headers.path("ce_type") + " on " + topic);
        }
        List<String> problems = new ArrayList<>(violations(message.get().at("/headers/schema"), headers));
        if (message.get().has("payload")) {
            problems.addAll(violations(message.get().at("/payload/schema"), JSON.readTree(record.value())));
            if (!headers.path("ce_subject").asText().equals(record.key())) {
                problems.add("ce_subject is " + headers.path("ce_subject") + ", the key " + record.key());
            }
        }
        return problems;
    }

    /** The message of this type on the channel of this address. */
    public Optional<JsonNode> message(String topic, String type) {
        for (JsonNode channel : document.path("channels")) {
            if (channel.path("address").asText().equals(topic)) {
                for (JsonNode reference : channel.path("messages")) {
                    JsonNode message = referred(reference);
                    if (message.path("name").asText().equals(type)) {
                        return Optional.of(message);
                    }
                }
            }
        }
        return Optional.empty();
    }

    public JsonNode referred(JsonNode reference) {
        return document.at(reference.path("$ref").asText().substring(1));
    }

    /** What a value has that the schema does not allow; fields it does not know are not allowed. */
    public List<String> violations(JsonNode schema, JsonNode value) {
        return check(strict.computeIfAbsent(schema, lenient -> compile(closed(lenient.deepCopy()))), value);
    }

    /** The same, unknown fields ignored as the service ignores them. */
    public static List<String> lenientViolations(JsonNode schema, JsonNode value) {
        return check(compile(schema), value);
    }

    public static JsonSchema compile(JsonNode schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, WITH_FORMATS);
    }

    private static List<String> check(JsonSchema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonNode closed(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.path("properties").forEach(Contract::closed);
        if (schema.has("items")) {
            closed(schema.get("items"));
        }
        return schema;
    }
}
