package dev.fleetshadow.settings;

import dev.fleetshadow.action.ActionCatalog;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.remediation.Rules;
import dev.fleetshadow.remediation.Trust;
import dev.fleetshadow.telemetry.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a policy from YAML and refuses it as a whole, with every problem named by line, if anything in it is wrong. */
public final class PolicyReader {

    private static final int DEEPEST = 20;
    private static final Pattern LINE = Pattern.compile("line (\\d+):");

    private final List<String> problems = new ArrayList<>();
    private final PolicyOutline outline = new PolicyOutline();

    private PolicyReader() {}

    /**
     * Reads a policy.
     *
     * @param source what to call the document in messages
     * @throws SettingsException with every problem found
     */
    public static Policy read(String source, String yaml) {
        return new PolicyReader().usable(source, yaml);
    }

    /**
     * Reads what a policy says setting by setting.
     *
     * @throws SettingsException with every problem found
     */
    static PolicyOutline outline(String source, String yaml) {
        PolicyReader reader = new PolicyReader();
        reader.usable(source, yaml);
        return reader.outline;
    }

    private Policy usable(String source, String yaml) {
        Policy policy = policy(yaml);
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(PolicyReader::line));
            throw new SettingsException(source, problems);
        }
        return policy;
    }

    /** What is about the whole comes first. */
    private static int line(String problem) {
        Matcher line = LINE.matcher(problem);
        return line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
    }

    private Policy policy(String yaml) {
        Optional<Node> root = root(yaml);
        if (root.isEmpty()) {
            return null;
        }
        Section document = new Section(root.get(), problems, outline);
        FailureModeReader failures = new FailureModeReader(problems);
        List<FailureMode> modes = failures.failureModes(document);
        Recovery recovery = FailureModeReader.recovery(document);
        Policy policy = new Policy(
                modes,
                recovery,
                GuardrailReader.gate(document),
                GuardrailReader.breaker(document),
                rules(document, failures));
        document.done();
        return policy;
    }

    private static Rules rules(Section document, FailureModeReader failures) {
        ActionCatalog actions = ActionReader.actions(document, StandardActions.TYPES);
        Section guardrails = document.sectionOrDefaults("guardrails");
        Trust trust = GuardrailReader.trust(guardrails);
        Guardrails limits = GuardrailReader.limits(guardrails, Guardrails.DEFAULT);
        List<Rules.Special> exceptions = GuardrailReader.exceptions(guardrails, limits);
        guardrails.done();
        return new Rules(
                actions,
                new PlaybookReader(failures.ids(), actions).playbooks(document),
                trust,
                limits,
                exceptions,
                MaintenanceReader.maintenance(document),
                desk(document),
                (long) document.number("seed", 0, 0, Integer.MAX_VALUE));
    }

    private static String desk(Section document) {
        String desk = document.word("desk");
        boolean usable = desk.isEmpty()
                || (!desk.isBlank()
                        && desk.length() <= Resource.MAX_NAME_LENGTH
                        && desk.chars().noneMatch(Character::isISOControl));
        if (!usable) {
            document.problem("desk", desk, "write the id of a resource, or nothing");
        }
        return usable ? desk : "";
    }

    /** A few lines of aliases or of brackets can be a document without end. */
    private boolean plain(String yaml) {
        int depth = 0;
        for (Event event : new Parse(LoadSettings.builder().build()).parseString(yaml)) {
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            if (event.getEventId() == Event.ID.Alias) {
                problems.add("line %d: an alias is not allowed; write it out".formatted(line));
                return false;
            }
            if (depth > DEEPEST) {
                problems.add("line %d: nested more than %d deep".formatted(line, DEEPEST));
                return false;
            }
        }
        return true;
    }

    private Optional<Node> root(String yaml) {
        try {
            if (!plain(yaml)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(yaml);
            if (root.isEmpty()) {
                problems.add("the document is empty; describe failure-modes and playbooks");
            }
            return root;
        } catch (YamlEngineException e) {
            problems.add("not YAML: " + e.getMessage().replace('\n', ' '));
            return Optional.empty();
        }
    }
}
