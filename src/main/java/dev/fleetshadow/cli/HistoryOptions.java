package dev.fleetshadow.cli;

import dev.fleetshadow.backtest.HistoryLayout;
import dev.fleetshadow.backtest.OwnHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a history is and how to read it: what the commands that take one have in common. */
final class HistoryOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"--input", "--history"},
            required = true,
            paramLabel = "PATH",
            description = {
                "A directory of <resource>.csv[.gz] with header timestamp,<metric>,…;",
                "or one CSV file with columns for time, resource and metrics, in any order of rows;",
                "or an export of Prometheus' query_range as JSON, or a directory of such."
            })
    private Path input;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Group of all resources. Default: the name of the directory or file.")
    private String group;

    @Option(names = "--timestamp-column", paramLabel = "NAME", description = "Of a CSV file. Default: guessed.")
    private String timestampColumn;

    @Option(names = "--resource-column", paramLabel = "NAME", description = "Of a CSV file. Default: guessed.")
    private String resourceColumn;

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "NAME",
            description = "Columns of a CSV file, separated by commas. Default: all that hold numbers.")
    private List<String> metrics = List.of();

    @Option(
            names = "--resource-label",
            paramLabel = "NAME",
            description = "Of a Prometheus export. Default: instance, host, hostname, pod or node.")
    private String resourceLabel;

    /** Reads as much as is needed to know what it is; says what it found on the error output. */
    OwnHistory open() throws IOException {
        if (!Files.isReadable(input)) {
            throw new ParameterException(
                    spec.commandLine(), "--input: '" + input + "' cannot be read; name a file or a directory");
        }
        PrintWriter err = spec.commandLine().getErr();
        HistoryLayout layout = new HistoryLayout(timestampColumn, resourceColumn, metrics, resourceLabel);
        return OwnHistory.of(input, groupName(), layout, words -> {
            err.println(words);
            err.flush();
        });
    }

    Path path() {
        return input;
    }

    private String groupName() {
        String name = input.toAbsolutePath().normalize().getFileName().toString();
        return group == null ? name.replaceAll("(\\.csv|\\.json)?(\\.gz)?$", "") : group;
    }
}
