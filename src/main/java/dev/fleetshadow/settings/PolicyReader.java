package dev.fleetshadow.settings;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.remediation.Guardrails;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a policy from YAML and refuses it as a whole, with every problem named by line, if anything in it is wrong. */
public final class PolicyReader {

    private static final int MOST_CONCURRENT = 1_000;

    private final List<String> problems = new ArrayList<>();

    private PolicyReader() {}

    /**
     * Reads a policy.
     *
     * @param source what to call the document in messages
     * @throws SettingsException with every problem found
     */
    public static Policy read(String source, String yaml) {
        PolicyReader reader = new PolicyReader();
        Policy policy = reader.policy(yaml);
        if (!reader.problems.isEmpty()) {
            throw new SettingsException(source, reader.problems);
        }
        return policy;
    }

    private Policy policy(String yaml) {
        Optional<Node> root = root(yaml);
        if (root.isEmpty()) {
            return null;
        }
        Section document = new Section("", root.get(), problems);
        Guardrails guardrails = guardrails(document);
        FailureModeReader failures = new FailureModeReader(problems);
        List<FailureMode> modes = failures.failureModes(document);
        Recovery recovery = FailureModeReader.recovery(document);
        List<Playbook> playbooks = new PlaybookReader(failures.ids()).playbooks(document);
        document.done();
        return new Policy(modes, recovery, playbooks, guardrails);
    }

    private Optional<Node> root(String yaml) {
        try {
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

    private static Guardrails guardrails(Section document) {
        Guardrails standard = Guardrails.DEFAULT;
        Section section = document.section("guardrails");
        if (section == null) {
            return standard;
        }
        Guardrails guardrails = new Guardrails(
                section.choice("mode", Mode.class, standard.mode()),
                section.duration("cooldown", standard.cooldown()),
                section.count("group-concurrency", standard.groupConcurrency(), MOST_CONCURRENT),
                section.duration("approval-within", standard.approvalWithin()),
                section.duration("wait-at-most", standard.waitAtMost()));
        section.done();
        return guardrails;
    }
}
