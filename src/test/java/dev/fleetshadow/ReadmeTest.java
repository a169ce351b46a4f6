package dev.fleetshadow;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.PolicyReader;
import dev.fleetshadow.stream.JobMetric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/** Keeps what the README promises true. */
class ReadmeTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- status update -->\\s*```json\\n(.*?)```", Pattern.DOTALL);

    private final String readme = read(Path.of("README.md"));

    @Test
    void everyOptionIsInItsTable() {
        String table = FleetShadowOptions.ALL.stream().map(ReadmeTest::row).collect(joining("\n"));
        assertThat(readme).contains("| option | default | meaning |\n|---|---|---|\n" + table + "\n\n");
    }

    @Test
    void everyMetricIsInItsTable() {
        String table = Arrays.stream(JobMetric.values())
                .map(metric -> "| `%s` | %s |".formatted(metric.metricName(), metric.meaning()))
                .collect(joining("\n"));
        assertThat(readme).contains("| counter | counts |\n|---|---|\n" + table + "\n\n");
    }

    @Test
    void everyShippedFailureModeAndItsFirstActionIsInItsTable() throws IOException {
        try (var policy = FleetShadowSettings.class.getResourceAsStream("/policies/default.yaml")) {
            var shipped = PolicyReader.read("shipped", new String(policy.readAllBytes(), StandardCharsets.UTF_8));
            shipped.rules()
                    .playbooks()
                    .forEach(playbook -> assertThat(readme)
                            .containsPattern("\\| `%s` \\|[^|]+\\| %s \\|"
                                    .formatted(
                                            playbook.failureMode(),
                                            playbook.steps().isEmpty()
                                                    ? "a person is called"
                                                    : playbook.steps().stream()
                                                            .map(step -> "`" + step.action() + "`")
                                                            .collect(joining(", then ")))));
        }
    }

    @Test
    void everyGuardrailIsInItsTable() {
        assertThat(Guardrail.values())
                .allSatisfy(guardrail -> assertThat(readme).contains("\n| `" + guardrail.wireName() + "` |"));
    }

    @Test
    void theStatusUpdateShownCanBeRead() throws IOException {
        var example = EXAMPLE.matcher(readme);
        assertThat(example.find()).isTrue();
        var update = StatusJson.decode(example.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(update.unusable()).isEmpty();
        assertThat(update.prediction()).isNotNull();
    }

    private static String row(ConfigOption<?> option) {
        return "| `%s` | %s | %s |"
                .formatted(option.key(), defaultOf(option), new HtmlFormatter().format(option.description()));
    }

    private static String defaultOf(ConfigOption<?> option) {
        Object value = option.hasDefaultValue() ? option.defaultValue() : null;
        if (value == null || value.toString().equals("{}")) {
            return "";
        }
        if (value instanceof Duration duration) {
            return "`" + TimeUtils.formatWithHighestUnit(duration) + "`";
        }
        return "`" + value + "`";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
