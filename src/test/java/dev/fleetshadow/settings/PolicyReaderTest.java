package dev.fleetshadow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.diagnosis.Breach;
import dev.fleetshadow.diagnosis.Condition;
import dev.fleetshadow.diagnosis.Direction;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.ForeseenAsked;
import dev.fleetshadow.diagnosis.MetricsAsked;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.diagnosis.ScoreAsked;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Side;
import dev.fleetshadow.diagnosis.Stage;
import dev.fleetshadow.diagnosis.StateAsked;
import dev.fleetshadow.diagnosis.Trend;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy is taken as a whole or refused as a whole, and then everything wrong with it is said at once. */
class PolicyReaderTest {

    static final String FULL = """
            recovery: {score-at-least: 60, held-for: 9}
            failure-modes:
              - id: leak
                description: it leaks
                shape: sequence
                within: PT90M
                times: 2
                release: 4
                fallback: true
                destructive: true
                stages:
                  - {score-below: 33.5, falling-by: 30, falling-within: 4, metrics: ["*mem*"], direction: up,
                     inverse: ["*free*"], min-share: 0.4, leading: ["*m*"], trend: widening, held-for: 6,
                     or: {score-below: 70, predicted-breach-within: PT8H, breach-of: ["*mem*"]}}
                  - {status: [failed, stopped], silent: false, unless: ["*cpu*"], unless-sigmas: 3.5,
                     predicted: leak, min-probability: 0.7, predicted-breach-within: PT6H, breach-of: ["*disk*"]}
            """;

    private static final String SMALL = """
            failure-modes:
              - id: leak
                description: it leaks
                stages: [{score-below: 40}]
            """;

    @Test
    void everyFieldIsRead() {
        Condition first = new Condition(
                new ScoreAsked(33.5, 30, 4),
                new MetricsAsked(
                        new Side(Direction.UP, List.of(Glob.of("*free*"))),
                        new MetricsAsked.Carried(List.of(Glob.of("*mem*")), 0.4),
                        List.of(Glob.of("*m*")),
                        Trend.WIDENING,
                        new MetricsAsked.Unless(List.of(), 2)),
                StateAsked.NOTHING,
                new ForeseenAsked(null, 0.5, null));
        Breach memory = new Breach(Duration.ofHours(8), List.of(Glob.of("*mem*")));
        Condition foreseen = new Condition(
                new ScoreAsked(70, Double.NaN, 5),
                unless(new MetricsAsked.Unless(List.of(), 2)),
                StateAsked.NOTHING,
                new ForeseenAsked(null, 0.5, memory));
        Breach disk = new Breach(Duration.ofHours(6), List.of(Glob.of("*disk*")));
        Condition second = new Condition(
                new ScoreAsked(Double.NaN, Double.NaN, 5),
                unless(new MetricsAsked.Unless(List.of(Glob.of("*cpu*")), 3.5)),
                new StateAsked(Set.of(ResourceStatus.FAILED, ResourceStatus.STOPPED), false, false),
                new ForeseenAsked("leak", 0.7, disk));
        FailureMode leak = new FailureMode(
                "leak",
                "it leaks",
                Shape.SEQUENCE,
                List.of(new Stage(List.of(first, foreseen), 6), new Stage(second, 5)),
                Duration.ofMinutes(90),
                2,
                4,
                true,
                true);
        Policy policy = PolicyReader.read("test", FULL);
        assertThat(policy.failureModes()).containsExactly(leak);
        assertThat(policy.recovery()).isEqualTo(new Recovery(60, 9));
    }

    private static MetricsAsked unless(MetricsAsked.Unless unless) {
        return new MetricsAsked(Side.ANY, new MetricsAsked.Carried(List.of(), 0.3), List.of(), null, unless);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Policy policy = PolicyReader.read("test", SMALL);
        assertThat(policy.rules().limits()).isEqualTo(Guardrails.DEFAULT);
        assertThat(policy.rules().trust().mode()).isEqualTo(Mode.OBSERVE);
        assertThat(policy.recovery()).isEqualTo(Recovery.DEFAULT);
        assertThat(policy.rules().playbooks()).isEmpty();
        FailureMode leak = policy.failureModes().get(0);
        assertThat(leak.shape()).isEqualTo(Shape.SUSTAINED);
        assertThat(leak.stages().get(0).heldFor()).isEqualTo(5);
        assertThat(leak.release()).isEqualTo(15);
    }

    @Test
    void everyProblemIsNamedAtOnceWithItsLineFieldValueAndRemedy() {
        String broken = """
                guardrails: {mode: fire, cooldown: 5 minutes, in-flight: 0, cooldwn: PT5M}
                recovery: {score-at-least: 101, held-for: 1.5}
                failure-modes:
                  - id: Memory Leak
                    description: it leaks
                    shape: round
                    within: PT25H
                    times: 11
                    fallback: maybe
                    stages: [{score-below: 400, direction: sideways, held-for: 0}]
                  - id: quiet
                    description: asks for nothing
                    stages: [{held-for: 5}]
                playbooks:
                  - for: unheard-of
                    steps: [{expires-after: PT0S}]
                """;
        assertThat(problems(broken))
                .contains(
                        "line 1: guardrails.mode: 'fire' is not usable; write one of observe, recommend, approve, enforce")
                .contains("line 1: guardrails.cooldown: '5 minutes' is not usable; write an ISO-8601 duration")
                .contains("line 1: guardrails.in-flight: '0' is not usable; write a number from 1 to 1000")
                .contains(
                        "line 1: guardrails.cooldwn: the key is unknown; known here are approval-within, confidence-floor, cooldown")
                .contains("line 2: recovery.score-at-least: '101' is not usable; write a number from 0 to 70")
                .contains("line 2: recovery.held-for: '1.5' is not usable; write a whole number")
                .contains("line 4: failure-modes[0].id: 'Memory Leak' is not usable; write a name such as")
                .contains("line 6: failure-modes[0].shape: 'round' is not usable; write one of sustained, sequence")
                .contains("line 7: failure-modes[0].within: 'PT25H' is not usable; write at most PT24H")
                .contains("line 8: failure-modes[0].times: '11' is not usable; write a number from 1 to 10")
                .contains("line 9: failure-modes[0].fallback: 'maybe' is not usable; write true or false")
                .contains("failure-modes[0].stages[0].score-below: '400' is not usable; write a number from 0 to 100")
                .contains("failure-modes[0].stages[0].direction: 'sideways' is not usable; write one of up, down, any")
                .contains("line 13: failure-modes[1].stages[0].score-below: 'nothing' is not usable; ask for")
                .contains("line 15: playbooks[0].for: 'unheard-of' is not usable; name one of the failure modes")
                .contains("line 16: playbooks[0].steps[0].action is missing")
                .contains("playbooks[0].steps[0].expires-after: 'PT0S' is not usable; write a positive duration")
                .startsWith("broken.yaml: 18 problems");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "breach-of: ['*mem*', swap]|breach-of: '*mem*, swap' is not usable; say how soon with predicted-",
                "predicted-breach-within: PT12H1S|predicted-breach-within: 'PT12H1S' is not usable; write at most PT12H",
                "predicted-breach-within: soon, breach-of: [swap]|predicted-breach-within: 'soon' is not usable; write an"
            })
    void aBreachIsPredictedOfSomethingWithinAsLongAsThereArePredictions(String asked, String problem) {
        String policy = "failure-modes: [{id: leak, description: x, stages: [{score-below: 40, %s}]}]".formatted(asked);
        assertThat(problems(policy))
                .contains("failure-modes[0].stages[0]." + problem)
                .contains("1 problem");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "score-below: 71|score-below: '71' is not usable; write a number from 0 to 70, where the healthy band"
                        + " begins; healthy reports are not watched",
                "score-below: 40, falling-by: 0|falling-by: '0' is not usable; write a number from 1 to 100",
                "falling-by: 40, falling-within: 11|falling-within: '11' is not usable; write a number from 1 to 10",
                "score-below: 40, falling-within: 5|falling-within: '5' is not usable; say by how much with falling-by",
                "score-below: 40, trend: up|trend: 'up' is not usable; write one of widening, closing",
                "score-below: 40, correlated: true|correlated: 'true' is not usable; it is about a failure domain",
                "correlated: true, or: {silent: true}|correlated: 'true' is not usable; ask it of the only stage",
                "silent: true, or: [{silent: true}, {silent: true}, {silent: true}, {silent: true}]"
                        + "|or: '4 alternatives' is not usable; name at most 3",
            })
    void aStageThatCouldNotWorkIsRefused(String asked, String problem) {
        String policy = "failure-modes: [{id: leak, description: x, stages: [{%s}]}]".formatted(asked);
        assertThat(problems(policy))
                .contains("failure-modes[0].stages[0]." + problem)
                .contains("1 problem");
    }

    @ParameterizedTest
    @CsvSource({
        "'sustained, release: 61',release: '61' is not usable; write a number from 1 to 60",
        "'oscillation, times: 2',stages[0].correlated: 'true' is not usable; ask it of the only stage of a sustained",
    })
    void aModeThatCouldNotWorkIsRefused(String shape, String problem) {
        String policy =
                "failure-modes: [{id: leak, description: x, shape: %s, stages: [{correlated: true}]}]".formatted(shape);
        assertThat(problems(policy)).contains("failure-modes[0]." + problem).contains("1 problem");
    }

    @Test
    void aFailureDomainAndSeveralAlternativesCanBeAskedFor() {
        String policy = """
                failure-modes:
                  - {id: storm, description: x, stages: [{correlated: true, held-for: 3}]}
                  - {id: any, description: x, stages: [{silent: true, or: [{score-below: 40}, {status: [failed]}]}]}
                """;
        List<FailureMode> modes = PolicyReader.read("test", policy).failureModes();
        assertThat(modes).extracting(FailureMode::correlated).containsExactly(true, false);
        assertThat(modes.get(1).stages().get(0).anyOf()).hasSize(3);
    }

    @Test
    void twoFailureModesOfOneNameAreRefused() {
        String twice = SMALL + "  - {id: leak, description: again, stages: [{score-below: 40}]}\n";
        assertThat(problems(twice)).contains("line 5: failure-modes[1].id: 'leak' is not usable");
    }

    @Test
    void twoPlaybooksForOneModeAreRefused() {
        String twice = SMALL + "playbooks: [{for: leak, steps: []}, {for: leak, steps: []}]\n";
        assertThat(problems(twice))
                .contains("playbooks[1].for: 'leak' is not usable")
                .contains("1 problem");
    }

    @ParameterizedTest
    @CsvSource({"sustained,2", "sequence,1", "oscillation,3", "absence,1"})
    void aShapeNeedsItsOwnNumberOfStages(String shape, int stages) {
        String policy = "failure-modes: [{id: leak, description: x, shape: %s, stages: [%s]}]"
                .formatted(shape, "{score-below: 40},".repeat(stages));
        assertThat(problems(policy)).contains("'" + stages + " stages' is not usable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment",
                "[]",
                "just text",
                "failure-modes: 7",
                "failure-modes: [7]",
                "failure-modes: [",
                "failure-modes: []",
                "a: b\n---\nc: d",
                "? [complex, key] : value",
                "failure-modes: [{? {a: b} : c}]",
                "guardrails:",
                "guardrails: text",
                "guardrails: {mode: [observe]}",
                "failure-modes: &again [*again]",
                "\t",
                "{a: b, a: c}",
                "!!java.net.URL [x]",
            })
    void whatIsNoPolicyIsRefusedAndNeverCrashesTheReader(String yaml) {
        assertThatThrownBy(() -> PolicyReader.read("broken.yaml", yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("broken.yaml: ");
    }

    @Test
    void moreFailureModesThanCanBeWatchedAreRefused() {
        StringBuilder policy = new StringBuilder("failure-modes:\n");
        for (int i = 0; i <= FailureModeReader.MOST_MODES; i++) {
            policy.append("  - {id: mode-%d, description: x, stages: [{score-below: 40}]}%n".formatted(i));
        }
        assertThat(problems(policy.toString())).contains("there are 65; describe at most 64");
    }

    private static String problems(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> PolicyReader.read("broken.yaml", yaml))
                .getMessage();
    }
}
