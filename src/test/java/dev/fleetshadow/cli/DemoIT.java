package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Runs the demo as a user does: broker, cluster, fleet and all. */
class DemoIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commands =
            FleetShadow.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void everyFaultIsCuredAndVerifiedAcrossARestart() throws Exception {
        int exitCode = demo("--restart", "--duration=40s");

        assertThat(exitCode).as(err::toString).isZero();
        JsonNode summary = JsonMapper.builder().build().readTree(out.toString());
        assertThat(summary.get("injected").asInt()).isEqualTo(5);
        assertThat(summary.get("recovered").asInt()).isEqualTo(5);
        assertThat(summary.get("auditIntact").asBoolean()).isTrue();
        assertThat(err.toString())
                .contains("http://localhost:", "FAULT", "DIAGNOSIS", "10 of 10 resources were scored");
    }

    @Test
    void observingSendsNothing() throws Exception {
        int exitCode = demo("--mode=observe", "--fault=disk_filling,crash", "--duration=20s");

        assertThat(exitCode).as(err::toString).isZero();
        JsonNode summary = JsonMapper.builder().build().readTree(out.toString());
        assertThat(summary.get("commands").asInt()).isZero();
        assertThat(summary.get("withheld").asInt()).isPositive();
        assertThat(summary.get("remediated").asInt()).isZero();
    }

    @Test
    void everyMistakeOnTheCommandLineIsNamedBeforeAnythingStarts() {
        assertThat(commands.execute("demo", "--duration=5s")).isEqualTo(2);
        assertThat(err.toString()).contains("--duration: '5 s' is not usable; give 20s to 6h");
        assertThat(commands.execute("demo", "--fault=crash,slow_leak")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--fault: 'slow_leak' is not usable; the demo can show memory_leak, cpu_runaway");
        assertThat(out.toString()).isEmpty();
    }

    private int demo(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("demo", "--resources=10", "--headless", "--json", "--web-port=0"));
        arguments.addAll(List.of(more));
        return commands.execute(arguments.toArray(String[]::new));
    }
}
