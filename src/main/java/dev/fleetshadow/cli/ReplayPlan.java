package dev.fleetshadow.cli;

import dev.fleetshadow.endpoint.DeadLetterDesk;
import dev.fleetshadow.endpoint.KeptLetter;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses which dead letters to send again: of several that say the same only the last, because the earlier ones are what
 * it was before it was replayed, or a repetition.
 */
final class ReplayPlan {

    /** More are not sent in one go. */
    static final int MOST = 100_000;

    private final Map<String, Chosen> byId;

    /**
     * The last letter of one content.
     *
     * @param replays how often it has been sent again before
     */
    private record Chosen(String id, int replays) {}

    private ReplayPlan(Map<UUID, Chosen> chosen) {
        byId = chosen.values().stream().collect(Collectors.toMap(Chosen::id, each -> each));
    }

    /** Reads all letters twice: which contents are wanted, and how often each of those was sent again. */
    static ReplayPlan of(DeadLetterDesk desk, Predicate<KeptLetter> wanted) throws IOException {
        Set<UUID> contents = new HashSet<>();
        desk.readAll(letter -> {
            if (wanted.test(letter) && contents.add(letter.content()) && contents.size() > MOST) {
                throw new RefusedException(
                        "more than %d letters fit; choose fewer with --since, --topic or --key".formatted(MOST));
            }
        });
        Map<UUID, Chosen> chosen = new HashMap<>();
        desk.readAll(letter -> {
            if (contents.contains(letter.content())) {
                chosen.merge(
                        letter.content(),
                        new Chosen(letter.id(), letter.replays()),
                        (before, after) -> latest(letter, before, after));
            }
        });
        return new ReplayPlan(chosen);
    }

    int size() {
        return byId.size();
    }

    boolean has(KeptLetter letter) {
        return byId.containsKey(letter.id());
    }

    int replays(KeptLetter letter) {
        return byId.get(letter.id()).replays();
    }

    /** Why it must not be sent again; empty if it may. */
    Optional<String> refusal(DeadLetterDesk desk, KeptLetter letter, int mostReplays) throws IOException {
        if (replays(letter) >= mostReplays) {
            return Optional.of("it was replayed %d times, and came back every time; repair it (--edit FILE)"
                    .formatted(replays(letter)));
        }
        return desk.closed(desk.destination(letter));
    }

    /** An update that was read does not carry how often it was replayed; that it lies here again tells. */
    private static Chosen latest(KeptLetter letter, Chosen before, Chosen after) {
        int counted = letter.origin().isPresent() ? after.replays() : before.replays() + 1;
        return new Chosen(after.id(), Math.max(counted, before.replays()));
    }
}
