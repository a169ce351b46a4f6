package dev.fleetshadow.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens in a group, its trail is one unbroken chain that can be made again but not made up. */
class AuditTrailTest {

    private static final int EVENTS = 300;
    private static final List<String> MODES = List.of("leak", "runaway", "mystery", "never-heard");

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyEntryIsIntactAndLinkedToTheOneBefore(long seed) {
        GroupRun run = random(seed);
        String previous = AuditEvent.GENESIS;
        for (int i = 0; i < run.audit.size(); i++) {
            AuditEvent entry = run.audit.get(i);
            assertThat(entry.intact()).isTrue();
            assertThat(entry.sequence()).isEqualTo(i);
            assertThat(entry.previousHash()).isEqualTo(previous);
            previous = entry.hash();
        }
        assertThat(run.ledger().lastHash()).isEqualTo(previous);
        assertThat(run.ledger().entries()).isEqualTo(run.audit.size()).isGreaterThan(EVENTS / 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameEventsLeadToTheSameCommandsAndTheSameHashes(long seed) {
        GroupRun first = random(seed);
        GroupRun again = random(seed);
        assertThat(again.requests).isEqualTo(first.requests);
        assertThat(again.audit).isEqualTo(first.audit);
        assertThat(again.ledger()).isEqualTo(first.ledger());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noCommandIsSentTwiceOrWithinTheCooldownUnlessTheOneBeforeFailedOutright(long seed) {
        GroupRun run = random(seed);
        Map<String, Instant> actedAt = new HashMap<>();
        List<String> sent = new ArrayList<>();
        for (AuditEvent entry : run.audit) {
            if (entry.kind() == AuditKind.FAILED) {
                actedAt.remove(entry.resourceId());
            } else if (entry.kind() == AuditKind.SENT) {
                sent.add(entry.commandId());
                Instant before = actedAt.put(entry.resourceId(), entry.at());
                assertThat(before == null || !entry.at().isBefore(before.plus(Duration.ofMinutes(30))))
                        .as("%s after %s", entry, before)
                        .isTrue();
            }
        }
        assertThat(sent).doesNotHaveDuplicates();
        assertThat(sent)
                .isEqualTo(
                        run.requests.stream().map(RemediationRequest::commandId).toList());
    }

    @Test
    void aChangeOfAnyFieldShows() {
        AuditEvent entry =
                GroupRun.in(Mode.OBSERVE).diagnosed("web-1", "leak", 0).audit.get(1);
        Stream<AuditEvent> edits = Stream.of(
                edit(entry, 0),
                edit(entry, 1),
                edit(entry, 2),
                edit(entry, 3),
                edit(entry, 4),
                edit(entry, 5),
                edit(entry, 6),
                edit(entry, 7),
                edit(entry, 8),
                edit(entry, 9),
                edit(entry, 10),
                edit(entry, 11),
                edit(entry, 12),
                edit(entry, 13),
                edit(entry, 14));
        assertThat(entry.intact()).isTrue();
        assertThat(edits).hasSize(AuditEvent.class.getRecordComponents().length).allSatisfy(edited -> {
            assertThat(edited).isNotEqualTo(entry);
            assertThat(edited.intact()).isFalse();
        });
    }

    @Test
    void textThatMovesFromOneFieldToTheNextShows() {
        AuditEvent entry =
                GroupRun.in(Mode.OBSERVE).diagnosed("web-1", "leak", 0).audit.get(1);
        AuditEvent moved = new AuditEvent(
                entry.group(),
                entry.sequence(),
                entry.at(),
                entry.kind(),
                entry.resourceId() + "l",
                "eak",
                entry.diagnosisId(),
                entry.commandId(),
                entry.action(),
                entry.guardrail(),
                entry.actor(),
                entry.reason(),
                entry.details(),
                entry.previousHash(),
                entry.hash());
        assertThat(moved.intact()).isFalse();
    }

    private static AuditEvent edit(AuditEvent entry, int field) {
        return new AuditEvent(
                edited(entry.group(), 0, field),
                entry.sequence() + (field == 1 ? 1 : 0),
                entry.at().plusNanos(field == 2 ? 1 : 0),
                field == 3 ? AuditKind.SENT : entry.kind(),
                edited(entry.resourceId(), 4, field),
                edited(entry.failureMode(), 5, field),
                edited(entry.diagnosisId(), 6, field),
                edited(entry.commandId(), 7, field),
                edited(entry.action(), 8, field),
                edited(entry.guardrail(), 9, field),
                edited(entry.actor(), 10, field),
                edited(entry.reason(), 11, field),
                field == 12 ? Map.of("score", "1") : entry.details(),
                edited(entry.previousHash(), 13, field),
                edited(entry.hash(), 14, field));
    }

    private static String edited(String text, int index, int field) {
        return index == field ? text + "0" : text;
    }

    /** A day of diagnoses, recoveries, answers, approvals and pauses, some of them nonsense. */
    private static GroupRun random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GroupRun run = GroupRun.in(random.nextInt(4) == 0 ? Mode.APPROVE : Mode.ENFORCE);
        int minute = 0;
        for (int i = 0; i < EVENTS; i++) {
            minute += random.nextInt(8);
            String resource = "web-" + random.nextInt(5);
            switch (random.nextInt(7)) {
                case 0, 1 -> run.diagnosed(resource, MODES.get(random.nextInt(MODES.size())), minute);
                case 2 -> run.recovered(resource, minute);
                case 3 -> answerAny(run, random, minute);
                case 4 -> approveAny(run, random, minute);
                case 5 -> run.pause(random.nextInt(5) == 0, minute);
                default -> run.due(minute);
            }
            assertThat(run.ledger().inFlight().size()).as("under way").isLessThanOrEqualTo(2);
        }
        return run;
    }

    private static void answerAny(GroupRun run, SplittableRandom random, int minute) {
        if (!run.requests.isEmpty()) {
            int back = Math.min(run.requests.size(), 1 + random.nextInt(3));
            RemediationRequest request = run.requests.get(run.requests.size() - back);
            CommandState[] states = CommandState.values();
            run.answered(request, states[random.nextInt(states.length)], minute);
        }
    }

    private static void approveAny(GroupRun run, SplittableRandom random, int minute) {
        run.audit.stream()
                .filter(entry -> entry.kind() == AuditKind.PROPOSED)
                .map(AuditEvent::commandId)
                .reduce((first, second) -> second)
                .ifPresent(commandId -> run.approval(commandId, random.nextInt(3) > 0, minute));
    }
}
