package dev.fleetshadow.cli;

import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.remediation.Rules;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.settings.StandardActions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds every mistake in a policy before a job does. */
@Command(
        name = "validate",
        description = {
            "Checks a policy file, and names every problem with its line and what to write instead.",
            "Exit code 2 if there is one."
        },
        mixinStandardHelpOptions = true)
final class PolicyValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
    private Path file;

    @Override
    public Integer call() {
        Policy policy = PolicyFile.read(file).policy();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s is fine: %s%n", file, summary(policy));
        out.flush();
        return 0;
    }

    private static String summary(Policy policy) {
        Rules rules = policy.rules();
        long own = rules.actions().types().entrySet().stream()
                .filter(action -> !action.getValue().equals(StandardActions.TYPES.get(action.getKey())))
                .count();
        return "%d failure modes, %d playbooks with %d steps, %d actions of its own; mode %s, %d rules of trust, %d exceptions, %d weekly windows"
                .formatted(
                        policy.failureModes().size(),
                        rules.playbooks().size(),
                        rules.playbooks().stream()
                                .map(Playbook::steps)
                                .mapToInt(steps -> steps.size())
                                .sum(),
                        own,
                        rules.trust().mode().name().toLowerCase(Locale.ROOT),
                        rules.trust().rules().size(),
                        rules.specials().size(),
                        rules.maintenance().size());
    }
}
