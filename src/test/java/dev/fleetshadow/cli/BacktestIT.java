package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Backtests three servers over six days; one of them has two bad hours on the last day. */
class BacktestIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant JUDGED = START.plus(Duration.ofDays(4));
    private static final Instant FAULT = START.plus(Duration.ofDays(5)).plus(Duration.ofHours(7));
    private static final Instant CURED = FAULT.plus(Duration.ofHours(2));
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int ROWS = 6 * 288;
    private static final List<String> FILES =
            List.of("scores.csv", "diagnoses.csv", "decisions.csv", "dead-letters.csv", "summary.json");

    @TempDir
    static Path directory;

    @BeforeAll
    static void backtestOnOneTaskAndOnTwo() throws IOException {
        Path input = Files.createDirectory(directory.resolve("input"));
        for (int server = 1; server <= 3; server++) {
            Files.write(input.resolve("web-" + server + ".csv"), rows(server).toList());
        }
        Files.writeString(
                input.resolve("labels.csv"),
                "resource,start,end,kind,metrics\nweb-2,%s,%s,leak,mem\n".formatted(FAULT, CURED));
        Files.writeString(
                input.resolve("set.json"),
                "{\"score_from\": {\"web-1\": \"%1$s\", \"web-2\": \"%1$s\", \"web-3\": \"%1$s\"}}".formatted(JUDGED));
        backtest("one-task", 1);
        backtest("two-tasks", 2);
        backtest("two-tasks-again", 2);
    }

    @Test
    void theFilesAreTheSameAtAnyParallelismAndEveryTime() {
        for (String file : FILES) {
            assertThat(output("two-tasks", file))
                    .hasSameBinaryContentAs(output("one-task", file))
                    .hasSameBinaryContentAs(output("two-tasks-again", file));
        }
    }

    @Test
    void everyRowOfTheHistoryHasARowAndWhatIsNotYetScoredIsLearning() throws IOException {
        List<String> rows = Files.readAllLines(output("one-task", "scores.csv"));
        assertThat(rows).hasSize(1 + 3 * ROWS).first().isEqualTo("resource,timestamp,score,level,top_metrics");
        boolean scored = false;
        for (int i = 0; i < 3 * ROWS; i++) {
            String[] cells = rows.get(1 + i).split(",", -1);
            assertThat(cells[0]).isEqualTo("web-" + (1 + i / ROWS));
            assertThat(cells[1]).isEqualTo(time(i % ROWS).toString());
            scored = i % ROWS > 0 && (scored || !cells[2].isEmpty());
            assertThat(cells[2]).matches(scored ? "\\d{1,3}\\.\\d{4,}" : "");
            assertThat(cells[3]).matches(scored ? "healthy|warning|critical" : "learning");
            assertThat(scored || i % ROWS < 3 * 288).isTrue();
        }
    }

    @Test
    void theFaultIsFoundAndItsMetricIsNamed() throws IOException {
        JsonNode summary = JsonMapper.builder().build().readTree(Files.readString(output("one-task", "summary.json")));
        assertThat(summary.get("updates").asInt()).isEqualTo(3 * ROWS);
        JsonNode scorecard = summary.get("scorecard");
        assertThat(scorecard.at("/atOneFalseAlarmADay/eventsFound").asInt()).isEqualTo(1);
        assertThat(scorecard.at("/belowHealth50/eventsFound").asInt()).isEqualTo(1);
        assertThat(scorecard.get("vusPr").asDouble()).isGreaterThan(0.5);
        assertThat(scorecard.get("hitRateAt100").asDouble()).isGreaterThan(0.8);
        assertThat(scorecard.get("perResource")).hasSize(3);
        assertThat(scorecard.at("/perResource/0/vusPr").isNull()).isTrue();
    }

    private static void backtest(String output, int parallelism) {
        StringWriter err = new StringWriter();
        CommandLine command = FleetShadow.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        int exitCode = command.execute(
                "backtest",
                "--input=" + directory.resolve("input"),
                "--output=" + directory.resolve(output),
                "--parallelism=" + parallelism);
        assertThat(exitCode).as(err::toString).isZero();
    }

    private static Path output(String run, String file) {
        return directory.resolve(run).resolve(file);
    }

    private static Instant time(int row) {
        return START.plus(INTERVAL.multipliedBy(row));
    }

    private static Stream<String> rows(int server) {
        Random random = new Random(server);
        Stream<String> rows = Stream.iterate(0, row -> row < ROWS, row -> row + 1)
                .map(row -> {
                    double load = Math.sin(2 * Math.PI * row / 288) + 0.2 * random.nextGaussian();
                    boolean leaks = server == 2
                            && !time(row).isBefore(FAULT)
                            && time(row).isBefore(CURED);
                    double memory = 60 + random.nextGaussian() + (leaks ? 12 : 0);
                    return "%s,%.4f,%.4f,%.4f,%.4f"
                            .formatted(
                                    time(row),
                                    40 + 10 * load,
                                    memory,
                                    200 + 50 * load + 5 * random.nextGaussian(),
                                    3 + random.nextDouble());
                });
        return Stream.concat(Stream.of("timestamp,cpu,mem,requests,errors"), rows);
    }
}
