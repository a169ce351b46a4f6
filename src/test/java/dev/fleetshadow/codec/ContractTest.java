package dev.fleetshadow.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.asyncapi.v3._0_0.model.channel.Channel;
import com.asyncapi.v3._0_0.model.channel.message.Message;
import com.asyncapi.v3._0_0.model.operation.Operation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.fleetshadow.Contract;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is well formed, and says what the codecs do. */
class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract CONTRACT = contract();

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Map<String, RoundTripTest.Decoding<?>> DECODERS = decoders();

    /** What the service is told: here a field that the schema requires is required by the codec, too. */
    private static final Set<String> HEARD = Stream.concat(
                    Stream.of(StatusJson.TYPE, OutcomeJson.TYPE),
                    Arrays.stream(ControlKind.values()).map(ControlJson::type))
            .collect(toSet());

    @Test
    void theDocumentIsValidAsyncApi() throws IOException {
        AsyncAPI read = STRICT.treeToValue(CONTRACT.document(), AsyncAPI.class);
        assertThat(read.getAsyncapi()).isEqualTo("3.0.0");
        assertThat(read.getChannels()).hasSameSizeAs(Topic.values());
        assertThat(read.getChannels().values()).hasOnlyElementsOfType(Channel.class);
        assertThat(read.getOperations().values()).hasOnlyElementsOfType(Operation.class);
        assertThat(read.getComponents().getMessages().values()).hasOnlyElementsOfType(Message.class);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryMessageIsSentSomewhere() {
        List<String> references = new ArrayList<>();
        collect(CONTRACT.document(), references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(CONTRACT.document().at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
        CONTRACT.document()
                .at("/components/messages")
                .fieldNames()
                .forEachRemaining(message -> assertThat(references).contains("#/components/messages/" + message));
    }

    @Test
    void everyChannelIsUsedByTheService() {
        Set<String> used = new HashSet<>();
        CONTRACT.document()
                .path("operations")
                .forEach(operation -> used.add(operation.at("/channel/$ref").asText()));
        CONTRACT.document()
                .path("channels")
                .fieldNames()
                .forEachRemaining(channel -> assertThat(used).contains("#/channels/" + channel));
    }

    static Stream<Arguments> messages() {
        List<Arguments> messages = new ArrayList<>();
        for (JsonNode message : CONTRACT.document().at("/components/messages")) {
            messages.add(Arguments.of(message.path("name").asText(), message));
        }
        return messages.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void everySchemaIsValidAndDescribesAllOfIt(String name, JsonNode message) {
        for (String part : List.of("headers", "payload")) {
            JsonNode schema = message.path(part).path("schema");
            if (!schema.isMissingNode()) {
                var dialect = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
                assertThat(dialect.validate(schema)).as(name).isEmpty();
                described(schema, name);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void everyExampleIsValidAndCompleteAndIsRead(String name, JsonNode message) throws IOException {
        for (String part : List.of("headers", "payload")) {
            JsonNode schema = message.path(part).path("schema");
            Set<String> shown = new HashSet<>();
            for (JsonNode example : schema.path("examples")) {
                assertThat(CONTRACT.violations(schema, example)).as(name).isEmpty();
                example.fieldNames().forEachRemaining(shown::add);
                if (part.equals("payload")) {
                    byte[] bytes = JSON.writeValueAsBytes(example);
                    assertThatCode(() -> DECODERS.get(name).decode(bytes)).doesNotThrowAnyException();
                }
            }
            schema.path("properties").fieldNames().forEachRemaining(property -> {
                if (!property.equals("fs_replays")) {
                    assertThat(shown).as(name).contains(property);
                }
            });
        }
    }

    static Stream<Arguments> requiredFields() {
        List<Arguments> fields = new ArrayList<>();
        for (JsonNode message : CONTRACT.document().at("/components/messages")) {
            for (String part : List.of("headers", "payload")) {
                JsonNode schema = message.path(part).path("schema");
                for (String path : required(schema, "")) {
                    fields.add(Arguments.of(message.path("name").asText(), part, path, schema));
                }
            }
        }
        return fields.stream();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("requiredFields")
    void withoutARequiredFieldAMessageIsRefused(String name, String part, String path, JsonNode schema)
            throws IOException {
        JsonNode example = schema.path("examples").get(0).deepCopy();
        int end = path.lastIndexOf('/');
        ((ObjectNode) example.at(path.substring(0, end))).remove(path.substring(end + 1));
        assertThat(Contract.lenientViolations(schema, example)).as(path).hasSize(1);
        if (part.equals("payload") && HEARD.contains(name)) {
            byte[] bytes = JSON.writeValueAsBytes(example);
            assertThatThrownBy(() -> DECODERS.get(name).decode(bytes)).isInstanceOf(InvalidUpdateException.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void whatIsUnknownIsIgnoredByThoseWhoReadAndFoundByTheStrict(String name, JsonNode message) throws IOException {
        JsonNode schema = message.path("payload").path("schema");
        if (!schema.isMissingNode()) {
            ObjectNode example = schema.path("examples").get(0).deepCopy();
            example.put("unheardOf", 1);
            assertThat(Contract.lenientViolations(schema, example)).isEmpty();
            assertThat(CONTRACT.violations(schema, example)).hasSize(1);
            byte[] bytes = JSON.writeValueAsBytes(example);
            assertThatCode(() -> DECODERS.get(name).decode(bytes)).doesNotThrowAnyException();
        }
    }

    @Test
    void whateverIsWrittenIsValid() throws IOException {
        valid(HealthJson.TYPE, HealthJson.encode(Healths.full()));
        valid(HealthJson.TYPE, HealthJson.encode(Healths.learning()));
        for (long seed = 0; seed < 200; seed++) {
            Messages messages = new Messages(seed);
            valid(StatusJson.TYPE, StatusJson.encode(messages.status()));
            valid(DiagnosisJson.TYPE, DiagnosisJson.encode(messages.diagnosis()));
            valid(CommandJson.TYPE, CommandJson.encode(messages.command()));
            valid(OutcomeJson.TYPE, OutcomeJson.encode(messages.outcome()));
            for (ControlKind kind : ControlKind.values()) {
                valid(ControlJson.type(kind), ControlJson.encode(messages.control(kind)));
            }
        }
    }

    private static void valid(String type, byte[] bytes) throws IOException {
        for (JsonNode message : CONTRACT.document().at("/components/messages")) {
            if (message.path("name").asText().equals(type)) {
                assertThat(CONTRACT.violations(message.at("/payload/schema"), JSON.readTree(bytes)))
                        .as(new String(bytes, UTF_8))
                        .isEmpty();
                return;
            }
        }
        throw new AssertionError("no message " + type);
    }

    private static Map<String, RoundTripTest.Decoding<?>> decoders() {
        Map<String, RoundTripTest.Decoding<?>> decoders = new HashMap<>();
        decoders.put(StatusJson.TYPE, StatusJson::decode);
        decoders.put(HealthJson.TYPE, HealthJson::decode);
        decoders.put(DiagnosisJson.TYPE, DiagnosisJson::decode);
        decoders.put(CommandJson.TYPE, CommandJson::decode);
        decoders.put(OutcomeJson.TYPE, OutcomeJson::decode);
        decoders.put(AuditJson.TYPE, AuditJson::decode);
        decoders.put(EffectivenessJson.TYPE, EffectivenessJson::decode);
        for (ControlKind kind : ControlKind.values()) {
            decoders.put(ControlJson.type(kind), ControlJson::decode);
        }
        return decoders;
    }

    /** Paths of all fields that have to be there in the first example. */
    private static List<String> required(JsonNode schema, String path) {
        List<String> paths = new ArrayList<>();
        schema.path("required").forEach(field -> paths.add(path + "/" + field.asText()));
        schema.path("properties").properties().forEach(property -> {
            paths.addAll(required(property.getValue(), path + "/" + property.getKey()));
            JsonNode items = property.getValue().path("items");
            paths.addAll(required(items, path + "/" + property.getKey() + "/0"));
        });
        return paths;
    }

    private static void described(JsonNode schema, String path) {
        assertThat(schema.path("description").asText()).as(path).isNotEmpty();
        schema.path("properties")
                .properties()
                .forEach(property -> described(property.getValue(), path + "." + property.getKey()));
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }

    private static Contract contract() {
        try {
            return Contract.shipped();
        } catch (IOException e) {
            throw new AssertionError("the document cannot be read", e);
        }
    }
}
