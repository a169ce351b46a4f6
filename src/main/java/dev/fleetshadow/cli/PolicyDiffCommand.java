package dev.fleetshadow.cli;

import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.settings.PolicyDiff;
import dev.fleetshadow.settings.PolicyText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what another policy would change. */
@Command(
        name = "diff",
        description = {
            "Compares what a policy means with what another one means: modes, playbooks, actions, limits and trust, added,"
                    + " removed or changed. What is only written differently is no difference.",
            "Without --against it is compared with the policy in force if brokers are named, else with the shipped one."
        },
        mixinStandardHelpOptions = true)
final class PolicyDiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
    private Path file;

    @Option(names = "--against", paramLabel = "FILE", description = "What to compare it with.")
    private Path against;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PolicyText before = before();
        PolicyDiff diff =
                PolicyDiff.between(before.outline(), PolicyFile.read(file).outline());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(before, diff));
        } else {
            out.printf("%s against %s:%n%s", file, before.source(), diff.text());
        }
        out.flush();
        return 0;
    }

    private PolicyText before() throws IOException {
        if (against != null) {
            return PolicyFile.read(against);
        }
        return kafka.named()
                ? PolicyRuling.find(kafka.settings(), spec.commandLine().getErr())
                        .text()
                : PolicyText.shipped();
    }

    private String json(PolicyText before, PolicyDiff diff) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", file.toString());
        json.put("against", before.source());
        json.put("changes", diff.changes().stream().map(PolicyDiffCommand::json).toList());
        return JsonText.of(json);
    }

    private static Map<String, Object> json(PolicyDiff.Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
        json.put("what", change.what());
        json.put("before", change.before());
        json.put("after", change.after());
        return json;
    }
}
