package dev.fleetshadow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Finds mistakes in the manifests without a cluster: the operator's own classes ignore a misspelt field, its schema, once
 * told to, does not.
 */
class KubernetesManifestsTest {

    private static final Path MANIFESTS = Path.of("k8s");
    private static final String SCHEMA = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Kubernetes and the operator decide, or what names a place. */
    private static final Set<String> OF_ONE_MACHINE = Set.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "jobmanager.bind-host",
            "jobmanager.memory.process.size",
            "jobmanager.rpc.address",
            "rest.address",
            "rest.bind-address",
            "rest.port",
            "taskmanager.bind-host",
            "taskmanager.memory.process.size");

    private final JsonSchema schema = strictSchema();

    @Test
    void everyManifestFitsTheSchemaOfTheOperator() throws IOException {
        List<Path> manifests = manifests();
        assertThat(manifests).isNotEmpty();
        for (Path manifest : manifests) {
            assertThat(problemsOf(read(manifest))).as(manifest.toString()).isEmpty();
        }
    }

    @Test
    void aMisspeltFieldIsFoundAtAnyDepth() throws IOException {
        ObjectNode manifest = read(MANIFESTS.resolve("flinkdeployment.yaml"));
        ((ObjectNode) manifest.at("/spec/job")).put("upgrademode", "savepoint");
        ((ObjectNode) manifest.at("/spec/podTemplate/spec/containers/0")).put("volumeMount", "flink-data");

        assertThat(problemsOf(manifest))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("upgrademode"))
                .anySatisfy(problem -> assertThat(problem).contains("volumeMount"));
    }

    @Test
    void anUnknownChoiceIsFound() throws IOException {
        ObjectNode manifest = read(MANIFESTS.resolve("flinkdeployment.yaml"));
        ((ObjectNode) manifest.at("/spec/job")).put("upgradeMode", "hopeful");
        ((ObjectNode) manifest.at("/spec")).put("flinkVersion", "v9_9");

        assertThat(problemsOf(manifest))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("upgradeMode"))
                .anySatisfy(problem -> assertThat(problem).contains("flinkVersion"));
    }

    @Test
    void theFlinkConfigurationIsOneThatFlinkUnderstands() throws IOException {
        assertThat(FlinkOptions.problemsOf(Configuration.fromMap(flinkConfiguration())))
                .isEmpty();
    }

    @Test
    void theFlinkConfigurationSaysWhatTheShippedOneSays() throws IOException {
        Map<String, String> shipped = new TreeMap<>(
                GlobalConfiguration.loadConfiguration("flink-conf").toMap());
        shipped.keySet().removeAll(OF_ONE_MACHINE);

        assertThat(flinkConfiguration()).containsAllEntriesOf(shipped);
    }

    private static List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
        }
    }

    private static Map<String, String> flinkConfiguration() throws IOException {
        Map<String, String> entries = new TreeMap<>();
        read(MANIFESTS.resolve("flinkdeployment.yaml"))
                .at("/spec/flinkConfiguration")
                .properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
        return entries;
    }

    private List<String> problemsOf(JsonNode manifest) {
        return schema.validate(manifest).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static ObjectNode read(Path file) throws IOException {
        try (InputStream yaml = Files.newInputStream(file)) {
            return parse(yaml);
        }
    }

    private static ObjectNode parse(InputStream yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
    }

    /** The operator's schema, closed against fields it does not name, and with this version of Flink. */
    private static JsonSchema strictSchema() {
        try (InputStream yaml = KubernetesManifestsTest.class.getClassLoader().getResourceAsStream(SCHEMA)) {
            JsonNode definition = parse(yaml);
            ObjectNode schema = (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema");
            ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_2");
            ObjectNode fields = (ObjectNode) schema.get("properties");
            close(schema);
            // What every object of Kubernetes has, and the schema therefore does not list.
            fields.putObject("apiVersion")
                    .put(
                            "const",
                            definition.at("/spec/group").asText() + "/"
                                    + definition.at("/spec/versions/0/name").asText());
            fields.putObject("kind")
                    .put("const", definition.at("/spec/names/kind").asText());
            fields.putObject("metadata")
                    .put("type", "object")
                    .putArray("required")
                    .add("name");
            schema.putArray("required")
                    .add("apiVersion")
                    .add("kind")
                    .add("metadata")
                    .add("spec");
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        node.forEach(KubernetesManifestsTest::close);
    }
}
