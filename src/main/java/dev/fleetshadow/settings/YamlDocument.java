package dev.fleetshadow.settings;

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

/** Takes a document apart without trusting it, and keeps the problems found in it in their order. */
final class YamlDocument {

    private static final int DEEPEST = 20;
    private static final Pattern LINE = Pattern.compile("line (\\d+):");

    private YamlDocument() {}

    /**
     * The document, or a problem.
     *
     * @param ifEmpty what to write instead of nothing
     */
    static Optional<Node> root(String yaml, List<String> problems, String ifEmpty) {
        try {
            if (!plain(yaml, problems)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(yaml);
            if (root.isEmpty()) {
                problems.add("the document is empty; " + ifEmpty);
            }
            return root;
        } catch (YamlEngineException e) {
            problems.add("not YAML: " + e.getMessage().replace('\n', ' '));
            return Optional.empty();
        }
    }

    /** By line; what is about the whole comes first. */
    static void sort(List<String> problems) {
        problems.sort(Comparator.comparingInt(YamlDocument::line));
    }

    private static int line(String problem) {
        Matcher line = LINE.matcher(problem);
        return line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
    }

    /** A few lines of aliases or of brackets can be a document without end. */
    private static boolean plain(String yaml, List<String> problems) {
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
}
