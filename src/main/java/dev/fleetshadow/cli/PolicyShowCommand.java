package dev.fleetshadow.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the policy by which a running job works. */
@Command(
        name = "show",
        description = "Prints the policy in force, as YAML; the first line says since when and by whom.",
        mixinStandardHelpOptions = true)
final class PolicyShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Override
    public Integer call() throws Exception {
        PolicyRuling ruling =
                PolicyRuling.find(kafka.settings(), spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        out.println("# " + ruling.since().replaceAll("\\R\\s*", " | "));
        out.print(ruling.text().yaml());
        out.flush();
        return 0;
    }
}
