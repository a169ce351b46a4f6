package dev.fleetshadow.settings;

import dev.fleetshadow.action.ActionCatalog;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.remediation.Rules;
import dev.fleetshadow.remediation.Trust;
import dev.fleetshadow.telemetry.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a policy from YAML and refuses it as a whole, with every problem named by line, if anything in it is wrong. */
public final class PolicyReader {

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
            YamlDocument.sort(problems);
            throw new SettingsException(source, problems);
        }
        return policy;
    }

    private Policy policy(String yaml) {
        Optional<Node> root = YamlDocument.root(yaml, problems, "describe failure-modes and playbooks");
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
}
