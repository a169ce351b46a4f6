package dev.fleetshadow.settings;

import dev.fleetshadow.action.ActionCatalog;
import dev.fleetshadow.action.ActionType;
import dev.fleetshadow.action.Disruption;
import dev.fleetshadow.action.ParameterRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads which actions there are: those of a policy beside the standard ones, and instead of those of the same id. */
final class ActionReader {

    private static final int MOST_ACTIONS = 100;
    private static final double DEFAULT_COST = 0.1;

    private ActionReader() {}

    static ActionCatalog actions(Section document, Map<String, ActionType> standard) {
        Map<String, ActionType> types = new LinkedHashMap<>(standard);
        Set<String> own = new HashSet<>();
        for (Section section : document.sections("actions")) {
            String id = section.name("id");
            if (!own.add(id)) {
                section.problem("id", id, "another action has this id; give each its own");
            }
            types.put(id, action(id, section));
            section.done();
        }
        if (types.size() > MOST_ACTIONS) {
            document.problem("actions", types.size() + " actions", "describe at most " + MOST_ACTIONS);
        }
        return new ActionCatalog(types);
    }

    private static ActionType action(String id, Section section) {
        Map<String, ParameterRule> parameters = new HashMap<>();
        Section given = section.section("parameters");
        if (given != null) {
            for (String name : given.keys()) {
                Section rule = given.section(name);
                parameters.put(name, new ParameterRule(rule.flag("required"), pattern(rule)));
                rule.done();
            }
        }
        return new ActionType(
                id,
                section.text("description"),
                section.choice("disruption", Disruption.class, Disruption.DISRUPTIVE),
                section.number("cost", DEFAULT_COST, 0, 1),
                section.flag("needs-peers"),
                parameters);
    }

    private static Pattern pattern(Section rule) {
        String text = rule.text("pattern", ParameterRule.USUAL);
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            rule.problem("pattern", text, "write a regular expression: " + e.getDescription());
            return Pattern.compile(ParameterRule.USUAL);
        }
    }
}
