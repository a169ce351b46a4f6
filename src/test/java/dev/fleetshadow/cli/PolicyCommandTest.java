package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.cli.Operator.Answer;
import dev.fleetshadow.settings.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy is checked and compared before anything runs. */
class PolicyCommandTest {

    @TempDir
    private Path directory;

    @Test
    void aUsablePolicyIsSummedUpInOneLine() throws IOException {
        Answer answer = Operator.run("policy", "validate", shipped("policy.yaml", "", ""));
        assertThat(answer.exitCode()).as(answer.complaint()).isZero();
        assertThat(answer.shown())
                .hasLineCount(1)
                .containsPattern("is fine: \\d+ failure modes, \\d+ playbooks with \\d+ steps, 0 actions of its own;"
                        + " mode observe, 0 rules of trust");
    }

    @Test
    void everyMistakeIsNamedWithItsLineAndRemedyAndTheExitCodeIsTwo() throws IOException {
        Answer answer = Operator.run(
                "policy",
                "validate",
                write("broken.yaml", "guardrails: {mode: fire}\nfailure-modes:\n  - {id: a b}\n"));
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.complaint())
                .contains("broken.yaml: 4 problems")
                .contains("line 1: guardrails.mode: 'fire' is not usable; write one of observe")
                .contains("line 3: failure-modes[0].id: 'a b' is not usable; write a name")
                .contains("line 3: failure-modes[0].description is missing");
    }

    @Test
    void aFileThatIsNotThereIsToldByName() {
        Answer answer = Operator.run(
                "policy", "validate", directory.resolve("none.yaml").toString());
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.complaint()).contains("none.yaml cannot be read", "name a readable file");
    }

    @Test
    void theSchemaIsPrintedForEditors() throws IOException {
        assertThat(Operator.run("policy", "schema").shown())
                .isEqualTo(PolicyText.schema())
                .contains("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void aPolicyIsComparedWithAnotherOneOrWithTheShippedOne() throws IOException {
        String bold = shipped("bold.yaml", "cooldown: PT30M", "cooldown: PT5M");
        assertThat(Operator.run("policy", "diff", bold).shown())
                .contains("against shipped policy", "~ guardrails.cooldown: PT30M → PT5M");
        assertThat(Operator.run("policy", "diff", bold, "--against", bold).shown())
                .contains("both say the same");
        assertThat(Operator.run("policy", "diff", bold, "--json").shown())
                .contains("\"kind\" : \"changed\"", "\"before\" : \"PT30M\"");
    }

    @Test
    void aPolicyIsNotSentWithoutAReasonOrIfItIsNotUsable() throws IOException {
        String good = shipped("good.yaml", "", "");
        assertThat(Operator.run("policy", "apply", good).complaint()).contains("--reason is missing");
        Answer bad = Operator.run("policy", "apply", write("bad.yaml", "failure-modes: []\n"), "--reason=none");
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.complaint()).contains("bad.yaml: 1 problem");
    }

    private String shipped(String name, String before, String after) throws IOException {
        return write(name, PolicyText.shipped().yaml().replace(before, after));
    }

    private String write(String name, String yaml) throws IOException {
        return Files.writeString(directory.resolve(name), yaml).toString();
    }
}
