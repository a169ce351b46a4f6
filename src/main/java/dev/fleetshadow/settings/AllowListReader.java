package dev.fleetshadow.settings;

import dev.fleetshadow.action.AllowedAction;
import dev.fleetshadow.action.ArgumentRule;
import dev.fleetshadow.action.ParameterRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads which commands an agent carries out, and what may be in them. */
final class AllowListReader {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(6);
    private static final int MOST_ACTIONS = 50;
    private static final int QUEUE = 8;
    private static final int MOST_BYTES = 64 << 10;
    private static final int LARGEST = 1 << 20;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8");

    private AllowListReader() {}

    static AgentSettings.Orders orders(Section document) {
        List<AllowedAction> actions = new ArrayList<>();
        for (Section section : document.sections("actions")) {
            AllowedAction action = action(section);
            if (actions.stream().anyMatch(other -> other.id().equals(action.id()))) {
                section.problem("id", action.id(), "it is allowed twice; keep one");
            }
            actions.add(action);
        }
        AgentReader.atMost(document, "actions", actions.size(), MOST_ACTIONS);
        Section commands = document.sectionOrDefaults("commands");
        String keys = commands.text("trusted-keys", null);
        boolean unsigned = commands.flag("accept-unsigned");
        if (!actions.isEmpty() && (keys == null) != unsigned) {
            commands.problem(
                    "trusted-keys",
                    keys == null ? "nothing" : keys,
                    "write the directory of the keys that commands are signed with, or accept-unsigned: true instead");
        }
        AgentSettings.Orders orders = new AgentSettings.Orders(
                actions,
                keys == null ? null : Path.of(keys),
                unsigned,
                commands.count("queue", QUEUE, 100),
                commands.count("most-bytes", MOST_BYTES, LARGEST));
        commands.done();
        return orders;
    }

    private static AllowedAction action(Section section) {
        String id = section.name("id");
        List<String> run = section.texts("run");
        Map<String, ArgumentRule> parameters = new TreeMap<>();
        Section rules = section.section("parameters");
        if (rules != null) {
            rules.keys().forEach(name -> parameters.put(name, rule(rules.section(name))));
        }
        Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
        environment.putAll(AgentReader.texts(section, "environment"));
        Duration timeout = section.duration("timeout", TIMEOUT, LONGEST_TIMEOUT);
        String directory = section.text("directory", "/");
        section.done();
        if (run.isEmpty() || !AllowedAction.placeholders(run.subList(0, 1)).isEmpty()) {
            section.problem("run", run.toString(), "write a list: a program, and what it is given");
            return new AllowedAction(id, List.of("nothing"), Map.of(), timeout, directory, environment);
        }
        Set<String> named = AllowedAction.placeholders(run);
        if (!named.equals(parameters.keySet())) {
            section.problem(
                    "parameters",
                    parameters.keySet().toString(),
                    "describe exactly what run names in braces: " + String.join(", ", named));
            parameters.keySet().retainAll(named);
            named.forEach(name -> parameters.putIfAbsent(name, ArgumentRule.usual()));
        }
        return new AllowedAction(id, run, parameters, timeout, directory, environment);
    }

    private static ArgumentRule rule(Section section) {
        boolean number = section.has("least") || section.has("most");
        List<String> oneOf = section.texts("one-of");
        double least = section.number("least", number ? -1e15 : Double.NaN, -1e15, 1e15);
        double most = section.number("most", number ? 1e15 : Double.NaN, -1e15, 1e15);
        if (number && least > most) {
            section.problem("most", Scalar.shortest(most), "write at least " + Scalar.shortest(least));
        }
        ArgumentRule rule = new ArgumentRule(
                !section.flag("optional"),
                pattern(section, oneOf.isEmpty() && !number ? ParameterRule.USUAL : null),
                oneOf,
                least,
                most,
                section.count("longest", ParameterRule.LONGEST, ArgumentRule.LONGEST),
                section.flag("leading-hyphen"));
        section.done();
        return rule;
    }

    private static Pattern pattern(Section section, String usual) {
        String text = section.text("matches", usual);
        try {
            return text == null ? null : Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            section.problem("matches", text, "write a regular expression: " + e.getDescription());
            return null;
        }
    }
}
