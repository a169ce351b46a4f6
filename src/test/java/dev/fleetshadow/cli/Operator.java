package dev.fleetshadow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Types commands against a broker, and keeps what the terminal shows. */
final class Operator {

    private final String bootstrapServers;

    /**
     * What came of a command.
     *
     * @param shown on standard output
     * @param complaint on standard error
     */
    record Answer(int exitCode, String shown, String complaint) {}

    Operator(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The last words are the options of the command that talks to the broker. */
    Answer types(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--bootstrap-servers=" + bootstrapServers);
        return run(all.toArray(String[]::new));
    }

    /** The same with patience for a machine that has much else to do. */
    Answer orders(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--wait=60s");
        return types(all.toArray(String[]::new));
    }

    static Answer run(String... words) {
        StringWriter out = new StringWriter();
        return run(out, words);
    }

    /** The same for whoever watches meanwhile what is shown. */
    static Answer run(StringWriter out, String... words) {
        StringWriter err = new StringWriter();
        CommandLine command =
                FleetShadow.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(words);
        command.getOut().flush();
        return new Answer(exitCode, out.toString(), err.toString());
    }
}
