package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Whatever an operator can type is in the manual, and says what it is for. */
class ManualTest {

    /** They are not for a running job; the README tells of them elsewhere. */
    private static final Set<String> ELSEWHERE = Set.of("demo", "prove", "backtest", "replay", "job", "agent", "help");

    @Test
    void everyCommandOfAnOperatorIsInTheReadmeAndInItsManual() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String manual = Files.readString(Path.of("src/site/markdown/operations.md"));
        for (String command : commands()) {
            assertThat(readme).containsPattern("\\| .*`%s[` ]".formatted(command));
            assertThat(manual).containsPattern("[` ]%s[` ]".formatted(command));
        }
    }

    @Test
    void everyCommandAndOptionSaysWhatItIsFor() {
        describe(FleetShadow.commandLine());
    }

    private static void describe(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        assertThat(command.getCommandSpec().usageMessage().description())
                .as(name)
                .isNotEmpty();
        command.getCommandSpec()
                .args()
                .forEach(argument -> assertThat(argument.description())
                        .as(name + " " + argument)
                        .isNotEmpty());
        command.getSubcommands().values().forEach(ManualTest::describe);
    }

    private static List<String> commands() {
        List<String> commands = new ArrayList<>();
        FleetShadow.commandLine().getSubcommands().forEach((name, command) -> {
            if (!ELSEWHERE.contains(name)) {
                List<String> below = command.getSubcommands().keySet().stream()
                        .map(sub -> name + " " + sub)
                        .toList();
                commands.addAll(below.isEmpty() ? List.of(name) : below);
            }
        });
        return commands;
    }
}
