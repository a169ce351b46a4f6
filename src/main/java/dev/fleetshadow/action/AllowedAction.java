package dev.fleetshadow.action;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of an agent's allow-list: which program an action is, and what a command may put into its arguments.
 *
 * <p>An argument is a text of its own from the configuration to the program; nothing is ever split or expanded. A
 * {@code {name}} in it stands for a parameter; an argument of a parameter that is not given is left out.
 *
 * @param command the program and its arguments
 * @param timeout after which it is ended, with all it has started
 * @param directory where it runs
 * @param environment all of it: nothing of the agent's own is handed on
 */
public record AllowedAction(
        String id,
        List<String> command,
        Map<String, ArgumentRule> parameters,
        Duration timeout,
        String directory,
        Map<String, String> environment) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

    /**
     * What to execute, or why nothing is.
     *
     * @param problem {@code null} if there is none
     */
    public record Call(List<String> arguments, String problem) {}

    public AllowedAction {
        command = List.copyOf(command);
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || PLACEHOLDER.matcher(command.get(0)).find()) {
            throw new IllegalArgumentException(id + ": the program must be named, and not by a parameter");
        }
        if (!placeholders(command).equals(parameters.keySet())) {
            throw new IllegalArgumentException("%s: the command names the parameters %s, the rules are for %s"
                    .formatted(id, placeholders(command), parameters.keySet()));
        }
    }

    /** Which parameters a command line names. */
    public static Set<String> placeholders(List<String> command) {
        Set<String> names = new LinkedHashSet<>();
        for (String argument : command) {
            PLACEHOLDER.matcher(argument).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    /** Holds the parameters of a command to the rules, and puts them into the arguments. */
    public Call call(Map<String, String> given) {
        for (Map.Entry<String, String> parameter : new TreeMap<>(given).entrySet()) {
            String shown = ArgumentRule.printable(parameter.getKey());
            ArgumentRule rule = parameters.get(parameter.getKey());
            String problem = rule == null
                    ? "is no parameter of " + id
                    : rule.problem(parameter.getValue()).orElse(null);
            if (problem != null) {
                return new Call(List.of(), shown + " " + problem);
            }
        }
        for (Map.Entry<String, ArgumentRule> rule : new TreeMap<>(parameters).entrySet()) {
            if (rule.getValue().required() && !given.containsKey(rule.getKey())) {
                return new Call(List.of(), rule.getKey() + " is missing");
            }
        }
        return new Call(filled(given), null);
    }

    private List<String> filled(Map<String, String> given) {
        List<String> arguments = new ArrayList<>(command.size());
        for (String argument : command) {
            if (given.keySet().containsAll(placeholders(List.of(argument)))) {
                arguments.add(PLACEHOLDER
                        .matcher(argument)
                        .replaceAll(found -> Matcher.quoteReplacement(given.get(found.group(1)))));
            }
        }
        return arguments;
    }
}
