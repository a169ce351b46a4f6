package dev.fleetshadow.action;

import dev.fleetshadow.telemetry.Resource;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All actions there are, by id.
 *
 * <p>Parameters of a step may name what the resource says of itself: {@code ${id}}, {@code ${kind}}, {@code ${group}},
 * {@code ${labels.NAME}}. What cannot be filled in is no target, and no target means no command.
 */
public record ActionCatalog(Map<String, ActionType> types) implements Serializable {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final String LABEL = "labels.";

    /**
     * The parameters of a command, or why there can be none.
     *
     * @param problem {@code null} if there is none
     */
    public record Filled(Map<String, String> parameters, String problem) {}

    public ActionCatalog {
        types = Map.copyOf(types);
    }

    public Optional<ActionType> type(String id) {
        return Optional.ofNullable(types.get(id));
    }

    /** Fills in what a step asks of this resource, and holds every value to the action's rules. */
    public Filled fill(PlaybookStep step, Resource resource) {
        Map<String, ParameterRule> rules = types.get(step.action()).parameters();
        Map<String, String> filled = new TreeMap<>();
        for (Map.Entry<String, String> given : step.parameters().entrySet()) {
            Matcher unknown = REFERENCE.matcher(given.getValue());
            StringBuilder value = new StringBuilder();
            while (unknown.find()) {
                Optional<String> found = lookUp(unknown.group(1), resource);
                if (found.isEmpty()) {
                    return new Filled(
                            Map.of(), "%s: the resource has no %s".formatted(given.getKey(), unknown.group(1)));
                }
                unknown.appendReplacement(value, Matcher.quoteReplacement(found.get()));
            }
            unknown.appendTail(value);
            ParameterRule rule = rules.get(given.getKey());
            Optional<String> problem =
                    rule == null ? Optional.of("is no parameter of " + step.action()) : rule.problem(value.toString());
            if (problem.isPresent()) {
                return new Filled(Map.of(), given.getKey() + " " + problem.get());
            }
            filled.put(given.getKey(), value.toString());
        }
        return new Filled(filled, null);
    }

    /** What names a value of the resource instead of giving one. */
    public static boolean refers(String value) {
        return REFERENCE.matcher(value).find();
    }

    private static Optional<String> lookUp(String name, Resource resource) {
        if (name.startsWith(LABEL)) {
            return Optional.ofNullable(resource.labels().get(name.substring(LABEL.length())));
        }
        return switch (name) {
            case "id" -> Optional.of(resource.id());
            case "kind" -> Optional.of(resource.kind());
            case "group" -> Optional.of(resource.group());
            default -> Optional.empty();
        };
    }
}
