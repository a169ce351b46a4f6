package dev.fleetshadow.cli;

import dev.fleetshadow.settings.PolicyText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives editors and pipelines the schema of a policy. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema (2020-12) of a policy, for editors and pipelines.",
            "What refers to something that there is not is found by policy validate only."
        },
        mixinStandardHelpOptions = true)
final class PolicySchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.print(PolicyText.schema());
        out.flush();
        return 0;
    }
}
