package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command says what held, and its exit code says whether all did. */
class ProveCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commands =
            FleetShadow.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void whatHoldsIsPrintedWithTheFiguresOfEveryHand() {
        assertThat(commands.execute("prove", "--scenario=relapse,collector-stall", "--seed=4"))
                .as(err::toString)
                .isZero();
        assertThat(out.toString())
                .contains("nobody", "reactive", "static", "adaptive")
                .contains("holds   the cooldown is kept")
                .contains("7 of 7 expectations held", "seeds 4", "processors")
                .doesNotContain("BROKEN");
    }

    @Test
    void withoutAGuardrailItSaysWhatBreaksAndFails() throws Exception {
        int exitCode = commands.execute("prove", "--scenario=relapse", "--seed=4", "--without=cooldown", "--json");
        assertThat(exitCode).isEqualTo(1);
        JsonNode report = JsonMapper.builder().build().readTree(out.toString());
        assertThat(report.get("holds").asBoolean()).isFalse();
        assertThat(report.get("without").get(0).asText()).isEqualTo("cooldown");
        JsonNode scenario = report.get("scenarios").get(0);
        assertThat(scenario.get("expectations").get(0).get("problems")).isNotEmpty();
        assertThat(scenario.get("hands").get("nobody").get("outageMinutes").asLong())
                .isPositive();
        assertThat(err.toString()).contains("BROKEN  the cooldown is kept");
    }

    @Test
    void aPolicyOfOnesOwnIsProved(@TempDir Path directory) throws Exception {
        Path policy = directory.resolve("mine.yaml");
        Files.writeString(policy, """
                guardrails: {mode: enforce, cooldown: PT10M}
                failure-modes:
                  - {id: crash, description: it fails, release: 2, stages: [{status: [failed], held-for: 2}]}
                playbooks:
                  - {for: crash, steps: [{action: clean-disk}]}
                """);
        assertThat(commands.execute("prove", "--scenario=relapse", "--seed=4", "--policy=" + policy))
                .isEqualTo(1);
        assertThat(out.toString()).contains("mine.yaml", "BROKEN  after it the second crash is cured too");
    }

    @ParameterizedTest
    @CsvSource({
        "--scenario=bad-weather, there is no scenario 'bad-weather'; choose from [mixed-faults",
        "--without=luck, there is no guardrail 'luck'; choose from [observe-only",
        "--policy=nowhere.yaml, --policy: 'nowhere.yaml' cannot be read (NoSuchFileException); name a readable file"
    })
    void everyMistakeOnTheCommandLineIsNamedBeforeAnythingIsPlayed(String option, String problem) {
        assertThat(commands.execute("prove", option)).isEqualTo(2);
        assertThat(err.toString()).contains(problem);
        assertThat(out.toString()).isEmpty();
    }
}
