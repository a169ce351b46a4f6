package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fleetshadow.Contract;
import dev.fleetshadow.cli.Operator.Answer;
import dev.fleetshadow.settings.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGE = Path.of("src/site/resources/api.html");

    @TempDir
    static Path directory;

    @Test
    void theDocumentIsTheSameInBothFormsAndNeedsNoOtherFile() throws IOException {
        JsonNode json = JSON.readTree(shown("--format=json"));
        assertThat(json).isEqualTo(Contract.shipped().document());
        JsonNode yaml = JSON.valueToTree(YamlText.read(shown()));
        assertThat(yaml).isEqualTo(json);
        assertThat(json.findValuesAsText("$ref")).isNotEmpty().allMatch(reference -> reference.startsWith("#/"));
    }

    @Test
    void everyMessageHasASchemaAndAnExampleThatFitsIt() throws IOException {
        for (JsonNode message : Contract.shipped().document().at("/components/messages")) {
            String name = message.path("name").asText();
            String part = message.has("payload") ? "payload" : "headers";
            JsonNode schema = JSON.readTree(shown("--schema=" + name));
            assertThat(schema).isEqualTo(message.path(part).path("schema"));
            JsonNode example = JSON.readTree(shown("--example=" + name.substring("dev.fleetshadow.".length())));
            assertThat(Contract.lenientViolations(schema, example)).as(name).isEmpty();
        }
    }

    @Test
    void aMessageThatThereIsNotIsRefusedWithThoseThereAre() {
        Answer answer = Operator.run("api", "--example=statuses");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.complaint()).contains("there is no message statuses", "status.v1", "deadletter.v1");
        assertThat(Operator.run("api", "--example=status.v1", "--format=json").exitCode())
                .isEqualTo(2);
    }

    @Test
    void thePageInTheDocumentationIsTheOneThatIsMade() throws IOException {
        Path made = directory.resolve("api.html");
        assertThat(Operator.run("api", "--html=" + made).exitCode()).isZero();
        assertThat(Files.readString(PAGE))
                .as("scripts/fleet-shadow api --html " + PAGE + " makes it anew")
                .isEqualTo(Files.readString(made));
    }

    @Test
    void thePageNeedsNoNetworkAndItsLinksLeadSomewhere() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).doesNotContain("<link", "<img", "<iframe", "@import", "url(", "src=", "http:", "https:");
        Set<String> anchors = new TreeSet<>();
        Pattern.compile("id=([\\w.-]+)").matcher(page).results().forEach(found -> anchors.add(found.group(1)));
        List<String> links = Pattern.compile("href='#([^']+)'")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(links).isNotEmpty().allMatch(anchors::contains);
    }

    @Test
    void thePageHasEveryFieldOfEveryMessage() throws IOException {
        String page = Files.readString(PAGE);
        for (JsonNode message : Contract.shipped().document().at("/components/messages")) {
            String from =
                    page.substring(page.indexOf("id=" + message.path("name").asText()));
            for (String part : List.of("payload", "headers")) {
                message.at("/" + part + "/schema/properties").fieldNames().forEachRemaining(field -> {
                    if (!field.equals("fs_replays")) {
                        assertThat(from).contains("<code>" + field + "</code>");
                    }
                });
            }
        }
    }

    private static String shown(String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "api";
        System.arraycopy(options, 0, words, 1, options.length);
        Answer answer = Operator.run(words);
        assertThat(answer.exitCode()).as(answer.complaint()).isZero();
        return answer.shown();
    }
}
