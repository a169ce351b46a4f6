package dev.fleetshadow.agent;

import static dev.fleetshadow.agent.DeskBench.KEY;
import static dev.fleetshadow.agent.DeskBench.NOW;
import static dev.fleetshadow.agent.DeskBench.RESOURCE;
import static dev.fleetshadow.agent.DeskBench.command;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.ArgumentRule;
import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.telemetry.Resource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever writes to the topic of commands makes an agent do nothing that it was not allowed and truly asked to do. */
class AttackTest {

    @TempDir
    Path directory;

    @Test
    void aTrueCommandIsCarriedOutOnceAndAnswered() throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(command("c-1", "checkout"));
            assertThat(DeskBench.states(bench.said())).containsExactly(CommandState.IN_PROGRESS, CommandState.SUCCESS);
            assertThat(bench.executed()).containsExactly("checkout");
        }
    }

    static Stream<byte[]> forged() {
        byte[] signed = SignedCommand.encode(command("c-1", "checkout"), KEY);
        String text = new String(signed, UTF_8);
        byte[] unsigned = CommandJson.encode(command("c-1", "checkout"));
        String other = new String(SignedCommand.encode(command("c-2", "checkout"), KEY), UTF_8);
        String borrowed = other.substring(other.indexOf("\"signature\""));
        return Stream.of(
                text.replace("checkout", "payments").getBytes(UTF_8),
                text.replace("\"attempt\":1", "\"attempt\":2").getBytes(UTF_8),
                text.replace("Ed25519", "none").getBytes(UTF_8),
                text.replace("Ed25519", "HS256").getBytes(UTF_8),
                text.replace(KEY.verifying().id(), "\\ud800").getBytes(UTF_8),
                text.replaceFirst("\\{", "{\"action\":\"note\",").getBytes(UTF_8),
                (text.substring(0, text.indexOf("\"signature\"")) + borrowed).getBytes(UTF_8),
                SignedCommand.encode(command("c-1", "checkout"), SigningKey.generate()),
                unsigned);
    }

    @ParameterizedTest
    @MethodSource("forged")
    void whatIsForgedIsRefusedWithAReason(byte[] forged) throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(forged);
            refusedOnce(bench, "c-1");
        }
    }

    @Test
    void aForgedRepeatNeitherBlocksNorAnswersTheTrueCommand() throws Exception {
        byte[] forged = CommandJson.encode(command("c-1", "payments"));
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(command("c-1", "checkout"));
            bench.hear(forged);
            List<RemediationOutcome> answers = bench.answers();
            assertThat(DeskBench.states(answers)).containsExactly(CommandState.SUCCESS);
            bench.hear(forged);
            assertThat(bench.sent()).hasSize(2);
            assertThat(bench.executed()).containsExactly("checkout");
        }
    }

    @Test
    void aForgeryBeforeTheTrueCommandDoesNotUseUpItsId() throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(CommandJson.encode(command("c-1", "payments")));
            bench.hear(command("c-1", "checkout"));
            bench.said();
            assertThat(bench.executed()).containsExactly("checkout");
        }
    }

    @Test
    void aReplayGetsTheSameAnswerAlsoAfterARestartAndAfterTheAnswerWasSent() throws Exception {
        RemediationOutcome first;
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(command("c-1", "checkout"));
            bench.hear(command("c-1", "checkout"));
            first = bench.answers().get(0);
            bench.hear(command("c-1", "checkout"));
            assertThat(bench.sent()).hasSize(3).last().isEqualTo(first);
            bench.stores.spool().acknowledge(bench.stores.spool().take(100, 1 << 20));
        }
        try (DeskBench next = new DeskBench(directory, ArgumentRule.usual())) {
            next.hear(command("c-1", "checkout"));
            assertThat(next.answers()).containsExactly(first);
            assertThat(next.executed()).containsExactly("checkout");
        }
    }

    @Test
    void aReplayIsNotCarriedOutWhenItsAnswerWasPushedOutOfMemory() throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(command("c-1", "checkout"));
            bench.said();
        }
        try (DeskBench next = new DeskBench(directory, ArgumentRule.usual())) {
            next.at(NOW.plusSeconds(1));
            for (int i = 0; i < Journal.REMEMBERED; i++) {
                next.hear(command("old-" + i, RESOURCE, "unheard-of", Map.of()));
            }
            next.hear(command("c-1", "checkout"));
            assertThat(next.answers()).last().satisfies(last -> {
                assertThat(last.commandId()).isEqualTo("c-1");
                assertThat(last.state()).isEqualTo(CommandState.REJECTED);
            });
            assertThat(next.executed()).containsExactly("checkout");
        }
    }

    @Test
    void anExpiredCommandIsRefusedAlsoIfItExpiredWhileItWaited() throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(command("waits", "checkout"));
            bench.at(NOW.plusSeconds(600));
            bench.hear(command("c-1", "checkout"));
            assertThat(DeskBench.states(bench.said())).containsExactly(CommandState.REJECTED, CommandState.REJECTED);
            assertThat(bench.executed()).isEmpty();
        }
    }

    @Test
    void whatIsForAnotherResourceOrAnotherGroupIsRefused() throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            Map<String, String> parameters = Map.of("service", "checkout");
            bench.hear(command("c-1", new Resource("web-043", "host", "web/eu-1a", Map.of()), "note", parameters));
            bench.hear(command("c-2", new Resource("web-042", "host", "web/eu-1b", Map.of()), "note", parameters));
            assertThat(DeskBench.states(bench.said())).containsExactly(CommandState.REJECTED, CommandState.REJECTED);
            assertThat(bench.executed()).isEmpty();
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(command("c-1", RESOURCE, "note", Map.of("service", "x".repeat(DeskBench.MOST_BYTES))));
            refusedOnce(bench, "c-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"commandId\":\"c-1\"}", "\u0000", "{\"commandId\":7}"})
    void whatCannotBeReadIsPassedOver(String record) throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(record);
            assertThat(bench.said()).isEmpty();
            assertThat(bench.executed()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\\ud800b", " "})
    void anIdThatCannotBeWrittenBackIsPassedOver(String id) throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            String text = new String(CommandJson.encode(command("c-1", "checkout")), UTF_8);
            bench.hear(text.replace("c-1", id.replace("\u0000", "\\u0000")));
            assertThat(bench.said()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;reboot", "$(reboot)", "`reboot`", "a|reboot", "a&reboot", "a>b", "a<b", "a\nb", "a\u0000b", "*", "~",
                "../../etc/passwd", "a/../../b", "..", "-rf", "--help", "a\u202Eb", "a\u2066b", "", "a b", "a'b", "a\"b"
            })
    void whatAShellOrAProgramCouldTakeForMoreIsRefusedByTheUsualRule(String value) throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(command("c-1", value));
            refusedOnce(bench, "c-1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;touch x",
                "$(touch x)",
                "`touch x`",
                "a|b",
                "a&b",
                "a>x",
                "a<x",
                "*",
                "~",
                "{service}",
                "a'b\"c",
                "$1\\"
            })
    void whatIsAllowedReachesTheProgramAsItIs(String value) throws Exception {
        try (DeskBench bench = new DeskBench(directory, DeskBench.anything())) {
            bench.hear(command("c-1", value));
            assertThat(DeskBench.states(bench.answers())).containsExactly(CommandState.SUCCESS);
            assertThat(bench.executed()).containsExactly(value);
            assertThat(directory.resolve("x")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "../b", "-rf", "a\u202Eb"})
    void whatNoRuleAllowsIsRefusedByTheWidestRule(String value) throws Exception {
        try (DeskBench bench = new DeskBench(directory, DeskBench.anything())) {
            bench.hear(command("c-1", value));
            refusedOnce(bench, "c-1");
        }
    }

    @Test
    void unknownActionsAndUnknownMissingOrTooManyParametersAreRefused() throws Exception {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("p" + i, "x");
        }
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.hear(command("c-1", RESOURCE, "reboot", Map.of()));
            bench.hear(command("c-2", RESOURCE, "note", Map.of()));
            bench.hear(command("c-3", RESOURCE, "note", Map.of("service", "a", "force", "yes")));
            bench.hear(command("c-4", RESOURCE, "note", many));
            assertThat(DeskBench.states(bench.said())).hasSize(4).containsOnly(CommandState.REJECTED);
            assertThat(bench.executed()).isEmpty();
        }
    }

    @Test
    void ofAFloodAsManyAreCarriedOutAsMayWaitAndTheOthersAreRefused() throws Exception {
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            for (int i = 0; i < 100; i++) {
                bench.hear(command("c-" + i, "checkout"));
            }
            List<RemediationOutcome> answers = bench.answers();
            assertThat(answers).hasSize(100);
            assertThat(answers.stream().filter(answer -> answer.state() == CommandState.REJECTED))
                    .hasSize(100 - DeskBench.QUEUE);
            assertThat(bench.executed()).hasSize(DeskBench.QUEUE);
        }
    }

    private static void refusedOnce(DeskBench bench, String id) throws Exception {
        List<RemediationOutcome> said = bench.said();
        assertThat(said).hasSize(1);
        assertThat(said.get(0).commandId()).isEqualTo(id);
        assertThat(said.get(0).state()).isEqualTo(CommandState.REJECTED);
        assertThat(said.get(0).detail()).isNotBlank();
        assertThat(bench.executed()).isEmpty();
    }

    @Test
    void aCommandOfAnotherLifeIsNotForgotten() throws Exception {
        RemediationRequest command = command("c-1", "checkout");
        try (DeskBench bench = new DeskBench(directory, ArgumentRule.usual())) {
            bench.stores
                    .journal()
                    .record(new RemediationOutcome(
                            "c-1", RESOURCE.id(), RESOURCE.group(), CommandState.IN_PROGRESS, NOW, "note has begun"));
        }
        try (DeskBench next = new DeskBench(directory, ArgumentRule.usual())) {
            next.hear(command);
            assertThat(DeskBench.states(next.said())).containsExactly(CommandState.FAILED, CommandState.FAILED);
            assertThat(next.executed()).isEmpty();
        }
    }
}
