package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fleetshadow.cli.Operator.Answer;
import dev.fleetshadow.settings.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tries policies on five days of three servers, the memory of one of which leaks for some hours on the last day. */
class PolicyReplayIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant LEAK = START.plus(Duration.ofDays(4)).plus(Duration.ofHours(6));
    private static final Instant FAILURE = LEAK.plus(Duration.ofHours(4));
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int ROWS = 5 * 288;

    @TempDir
    static Path directory;

    private static Path history;

    @BeforeAll
    static void writeTheHistory() throws IOException {
        history = Files.createDirectory(directory.resolve("history"));
        for (int server = 1; server <= 3; server++) {
            Files.write(history.resolve("web-" + server + ".csv"), rows(server));
        }
        Files.writeString(
                history.resolve("labels.csv"),
                "resource,start,end,kind,metrics%nweb-2,%s,%s,leak,memory%n"
                        .formatted(FAILURE, FAILURE.plus(Duration.ofHours(1))));
    }

    @Test
    void theCandidateIsComparedWithTheShippedPolicyAndTheSameHistorySaysTheSameAtAnyParallelism() throws IOException {
        String candidate = write(
                "candidate.yaml",
                PolicyText.shipped()
                        .yaml()
                        .replace(
                                "{action: restart-service, expires-after: PT30M, recover-within: PT6H}",
                                "{action: restart-host}"));
        JsonNode once = replay(candidate, 1);
        assertThat(replay(candidate, 2)).isEqualTo(once);

        assertThat(once.at("/against/diagnoses")).isEqualTo(once.at("/candidate/diagnoses"));
        assertThat(once.at("/against/diagnoses/memory-exhaustion").asInt()).isPositive();
        assertThat(once.at("/against/commands/restart-service").asInt()).isPositive();
        assertThat(once.at("/candidate/commands/restart-service").isMissingNode())
                .isTrue();
        assertThat(once.at("/candidate/commands/restart-host").asInt()).isPositive();
        assertThat(once.at("/against/ended/verified").asInt()
                        + once.at("/against/ended/ineffective").asInt())
                .isPositive();
        assertThat(once.at("/against/ended/expired").isMissingNode()).isTrue();
        assertThat(once.at("/against/mostAtOnce/history").asInt()).isEqualTo(1);
        assertThat(once.at("/against/labelled/eventsFound").asInt()).isEqualTo(1);
        assertThat(Duration.parse(once.at("/against/labelled/typicalLead").asText()))
                .isBetween(Duration.ofMinutes(30), Duration.ofHours(4));
        assertThat(once.at("/changes").toString()).contains("restart-service → restart-host");
        assertThat(once.at("/assumed").asText()).contains("every command is answered with success after 3m");
    }

    @Test
    void whatOnlyObservesSendsNothingAndIsToldAsATable() throws IOException {
        String candidate = write("blind.yaml", """
                failure-modes:
                  - {id: silent-only, description: nothing is heard, stages: [{silent: true, held-for: 1}]}
                """);
        Answer answer =
                Operator.run("policy", "replay", "--history=" + history, "--candidate=" + candidate, "--mode=observe");
        assertThat(answer.exitCode()).as(answer.complaint()).isZero();
        assertThat(answer.shown())
                .contains("Assumed: mode observe", "- failure-modes.memory-exhaustion", "+ failure-modes.silent-only")
                .containsPattern("diagnoses memory-exhaustion +[1-9]\\d* +0\\n")
                .containsPattern("withheld by observe-only +[1-9]\\d* +0\\n")
                .containsPattern("commands - +0 +0\\n")
                .containsPattern("labelled: events found +1 of 1 +0 of 1\\n");
    }

    private static JsonNode replay(String candidate, int parallelism) throws IOException {
        Answer answer = Operator.run(
                "policy",
                "replay",
                "--history=" + history,
                "--candidate=" + candidate,
                "--parallelism=" + parallelism,
                "--json");
        assertThat(answer.exitCode()).as(answer.complaint()).isZero();
        return JsonMapper.builder().build().readTree(answer.shown());
    }

    private static String write(String name, String yaml) throws IOException {
        return Files.writeString(directory.resolve(name), yaml).toString();
    }

    private static List<String> rows(int server) {
        Random random = new Random(server);
        List<String> rows =
                new ArrayList<>(List.of("timestamp,system.memory.utilization,system.cpu.utilization,app.request.rate"));
        for (int row = 0; row < ROWS; row++) {
            Instant at = START.plus(INTERVAL.multipliedBy(row));
            boolean leaks = server == 2 && !at.isBefore(LEAK) && at.isBefore(FAILURE);
            double leaked = leaks ? 0.3 * Duration.between(LEAK, at).toMinutes() / 240.0 : 0;
            double load = 0.5 + 0.2 * Math.sin(2 * Math.PI * row / 288) + 0.02 * random.nextGaussian();
            rows.add("%s,%.5f,%.5f,%.3f"
                    .formatted(
                            at, 0.4 + 0.01 * random.nextGaussian() + leaked, load, 100 * load + random.nextGaussian()));
        }
        return rows;
    }
}
