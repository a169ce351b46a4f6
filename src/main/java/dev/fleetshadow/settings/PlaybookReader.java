package dev.fleetshadow.settings;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a policy does about each failure mode. */
final class PlaybookReader {

    private static final int MOST_STEPS = 5;
    private static final Duration DEFAULT_EXPIRY = Duration.ofMinutes(10);
    private static final Duration DEFAULT_RECOVERY = Duration.ofHours(6);

    private final Set<String> modeIds;

    PlaybookReader(Set<String> modeIds) {
        this.modeIds = modeIds;
    }

    List<Playbook> playbooks(Section document) {
        Set<String> covered = new HashSet<>();
        List<Playbook> playbooks = new ArrayList<>();
        for (Section section : document.sections("playbooks")) {
            String failureMode = section.text("for");
            if (!modeIds.contains(failureMode)) {
                section.problem("for", failureMode, "name one of the failure modes");
            }
            if (!covered.add(failureMode)) {
                section.problem("for", failureMode, "it has a playbook already; keep one");
            }
            List<PlaybookStep> steps =
                    section.sections("steps").stream().map(PlaybookReader::step).toList();
            if (steps.size() > MOST_STEPS) {
                section.problem("steps", steps.size() + " steps", "try at most " + MOST_STEPS);
            }
            playbooks.add(new Playbook(failureMode, steps, section.choice("mode", Mode.class, null)));
            section.done();
        }
        return List.copyOf(playbooks);
    }

    private static PlaybookStep step(Section section) {
        Map<String, String> parameters = new HashMap<>();
        Section given = section.section("parameters");
        if (given != null) {
            given.keys().forEach(key -> parameters.put(key, given.text(key)));
        }
        PlaybookStep step = new PlaybookStep(
                section.text("action"),
                parameters,
                section.duration("expires-after", DEFAULT_EXPIRY),
                section.duration("recover-within", DEFAULT_RECOVERY));
        section.done();
        return step;
    }
}
