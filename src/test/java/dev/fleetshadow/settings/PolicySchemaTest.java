package dev.fleetshadow.settings;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.fleetshadow.action.Disruption;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.diagnosis.Direction;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Trend;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The schema accepts what the reader accepts, and refuses what it refuses.
 *
 * <p>But for what a schema cannot say: that ids are unique and refer to something, that a parameter is one of the action,
 * how long a duration may be at most, which time zones and regular expressions there are. And the reader takes every plain
 * scalar for a text and a quoted number for a number, where the schema insists on the type.
 */
class PolicySchemaTest {

    private static final int MUTATIONS = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonSchema schema = schema();

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @Test
    void theShippedPolicyAndDocumentsWithEveryFieldAreValid() throws IOException {
        for (String yaml : documents()) {
            assertThat(problems(json(yaml))).as(yaml).isEmpty();
        }
    }

    @Test
    void theStandardActionsAreValidActions() throws IOException {
        try (var file = PolicySchemaTest.class.getResourceAsStream("/policies/actions.yaml")) {
            JsonNode actions = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(file));
            ObjectNode document = (ObjectNode) json(RulesReaderTest.FULL);
            document.set("actions", actions.get("actions"));
            assertThat(problems(document)).isEmpty();
        }
    }

    @Test
    void theWordsOfTheSchemaAreThoseOfTheReader() {
        JsonNode defs = schema.getSchemaNode().get("$defs");
        assertThat(words(defs.at("/mode"))).isEqualTo(names(Mode.values()));
        assertThat(words(defs.at("/guardrail"))).isEqualTo(names(Guardrail.values()));
        assertThat(words(defs.at("/failure-mode/properties/shape"))).isEqualTo(names(Shape.values()));
        assertThat(words(defs.at("/condition/properties/direction"))).isEqualTo(names(Direction.values()));
        assertThat(words(defs.at("/condition/properties/trend"))).isEqualTo(names(Trend.values()));
        assertThat(words(defs.at("/condition/properties/status/items"))).isEqualTo(names(ResourceStatus.values()));
        assertThat(words(defs.at("/action/properties/disruption"))).isEqualTo(names(Disruption.values()));
        assertThat(words(defs.at("/playbook/properties/selection"))).isEqualTo(names(Selection.values()));
        assertThat(words(defs.at("/weekly-window/properties/days/items"))).isEqualTo(names(DayOfWeek.values()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsChangedAtRandomIsRefusedByBothOrByNeither(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> documents = documents();
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            JsonNode document = json(documents.get(random.nextInt(documents.size())));
            String change = PolicyMutation.apply(document, random);
            Set<ValidationMessage> bySchema = problems(document);
            String byReader = refusal(document.toString());
            assertThat(bySchema.isEmpty())
                    .as("%s%nthe reader: %s%nthe schema: %s", change, byReader, bySchema)
                    .isEqualTo(byReader.isEmpty());
            refused += byReader.isEmpty() ? 0 : 1;
        }
        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 1);
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(PolicySchemaTest.class.getResourceAsStream("/schemas/policy.schema.json"));
    }

    private static List<String> documents() throws IOException {
        return List.of(PolicyText.shipped().yaml(), PolicyReaderTest.FULL, RulesReaderTest.FULL);
    }

    private static JsonNode json(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private Set<ValidationMessage> problems(JsonNode document) {
        return schema.validate(document);
    }

    /** JSON is YAML. */
    private static String refusal(String document) {
        try {
            PolicyReader.read("document", document);
            return "";
        } catch (SettingsException refused) {
            return refused.getMessage();
        }
    }

    private static Set<String> words(JsonNode definition) {
        List<String> words = new ArrayList<>();
        StreamSupport.stream(definition.get("enum").spliterator(), false)
                .map(JsonNode::textValue)
                .forEach(words::add);
        return new TreeSet<>(words);
    }

    private static Set<String> names(Enum<?>... constants) {
        return Arrays.stream(constants).map(PolicyOutline::kebab).collect(toCollection(TreeSet::new));
    }
}
