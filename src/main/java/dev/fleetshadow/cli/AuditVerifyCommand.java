package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditChains;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.codec.JsonText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that the audit trail is what was written. */
@Command(
        name = "verify",
        description = {
            "Reads the whole audit trail and checks the chain of every group: no entry missing, changed or twice.",
            "Exit code 1 if a chain is broken. That the last entries of a group were cut off cannot be seen: note its"
                    + " head (--json) to compare it later."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--allow-missing-begin",
            description = "A chain may begin with any entry, because the topic has dropped older ones.")
    private boolean beginAnywhere;

    @Option(names = "--json", description = "Print the result as JSON, with the last entry of every group.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        AuditChains chains = new AuditChains(!beginAnywhere);
        List<String> problems = new ArrayList<>();
        long[] broken = {0};
        AuditFeed feed = AuditFeed.readAll(
                kafka.settings(),
                spec.commandLine().getErr(),
                entry -> chains.next(entry).ifPresent(problem -> {
                    broken[0]++;
                    if (problems.size() < MOST_SHOWN) {
                        problems.add(problem);
                    }
                }));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(chains, broken[0], feed.unreadable(), problems));
        } else {
            problems.forEach(out::println);
            if (broken[0] > problems.size()) {
                out.printf("… and %d more%n", broken[0] - problems.size());
            }
            out.printf(
                    "%d entries of %d groups: %s%n",
                    chains.entries(),
                    chains.heads().size(),
                    broken[0] + feed.unreadable() == 0
                            ? "every chain is unbroken"
                            : "%d problems, %d unreadable".formatted(broken[0], feed.unreadable()));
        }
        out.flush();
        return broken[0] + feed.unreadable() == 0 ? 0 : 1;
    }

    private static String json(AuditChains chains, long broken, long unreadable, List<String> problems) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("entries", chains.entries());
        result.put("groups", chains.heads().size());
        result.put("broken", broken);
        result.put("unreadable", unreadable);
        result.put("problems", problems);
        Map<String, Object> heads = new LinkedHashMap<>();
        chains.heads().forEach((group, entry) -> heads.put(group, head(entry)));
        result.put("heads", heads);
        return JsonText.of(result);
    }

    private static Map<String, Object> head(AuditEvent entry) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("sequence", entry.sequence());
        head.put("hash", entry.hash());
        return head;
    }
}
