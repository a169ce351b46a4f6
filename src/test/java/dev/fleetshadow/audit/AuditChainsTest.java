package dev.fleetshadow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody does to a trail shows, except to cut off its end. */
class AuditChainsTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTrailAsItWasWrittenIsUnbrokenHoweverItsGroupsAreMixed(long seed) {
        List<AuditEvent> trail = trail(new Random(seed));
        assertThat(problems(trail, true)).isEmpty();
        AuditChains chains = new AuditChains();
        trail.forEach(chains::next);
        assertThat(chains.entries()).isEqualTo(trail.size());
        chains.heads()
                .forEach((group, head) -> assertThat(trail)
                        .filteredOn(entry -> entry.group().equals(group))
                        .last()
                        .isEqualTo(head));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPlantedEditGapRepeatOrSwapShows(long seed) {
        Random random = new Random(seed);
        List<AuditEvent> trail = trail(random);
        List<AuditEvent> forged = new ArrayList<>(trail);
        List<AuditEvent> group = trail.stream()
                .filter(entry -> entry.group().equals(trail.get(0).group()))
                .toList();
        AuditEvent victim = group.get(random.nextInt(group.size() - 1));
        AuditEvent next = group.get(group.indexOf(victim) + 1);
        int place = trail.indexOf(victim);
        switch ((int) (seed % 4)) {
            case 0 -> forged.set(place, reworded(victim));
            case 1 -> forged.remove(place);
            case 2 -> forged.add(place, victim);
            default -> {
                forged.set(place, next);
                forged.set(trail.indexOf(next), victim);
            }
        }
        assertThat(problems(forged, true)).isNotEmpty().first().asString().contains("group " + victim.group() + " ");
    }

    @Test
    void anEditSealedAnewBreaksTheLinkOfTheEntryAfterIt() {
        List<AuditEvent> trail = new ArrayList<>(trail(new Random(7)));
        AuditEvent first = trail.get(0);
        trail.set(0, reworded(first).chained(first.sequence(), first.previousHash()));
        assertThat(problems(trail, true)).singleElement().asString().endsWith("does not continue the entry before it");
    }

    @Test
    void aTrailWithoutItsBeginIsBrokenUnlessItMayBeginAnywhere() {
        List<AuditEvent> trail = trail(new Random(3));
        List<AuditEvent> rest = trail.subList(5, trail.size());
        assertThat(problems(rest, true))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).endsWith("is the first"));
        assertThat(problems(rest, false)).isEmpty();
    }

    private static List<String> problems(List<AuditEvent> trail, boolean whole) {
        AuditChains chains = new AuditChains(whole);
        return trail.stream().map(chains::next).flatMap(Optional::stream).toList();
    }

    private static AuditEvent reworded(AuditEvent entry) {
        return new AuditEvent(
                entry.group(),
                entry.sequence(),
                entry.at(),
                entry.kind(),
                entry.resourceId(),
                entry.failureMode(),
                entry.diagnosisId(),
                entry.commandId(),
                entry.action(),
                entry.guardrail(),
                entry.actor(),
                entry.reason() + "!",
                entry.details(),
                entry.previousHash(),
                entry.hash());
    }

    private static List<AuditEvent> trail(Random random) {
        AuditKind[] kinds = AuditKind.values();
        Map<String, AuditEvent> last = new HashMap<>();
        List<AuditEvent> trail = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String group = "group-" + random.nextInt(3);
            AuditEvent before = last.get(group);
            AuditEvent entry = new AuditEvent(
                            group,
                            0,
                            START.plusSeconds(i),
                            kinds[random.nextInt(kinds.length)],
                            "web-" + random.nextInt(5),
                            "leak",
                            "diagnosis",
                            "command",
                            "restart-service",
                            "",
                            AuditEvent.SERVICE,
                            "reason " + i,
                            Map.of("kind", "host"),
                            "",
                            "")
                    .chained(
                            before == null ? 0 : before.sequence() + 1,
                            before == null ? AuditEvent.GENESIS : before.hash());
            last.put(group, entry);
            trail.add(entry);
        }
        return trail;
    }
}
