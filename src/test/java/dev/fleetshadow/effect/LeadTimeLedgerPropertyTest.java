package dev.fleetshadow.effect;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a trail, nothing is counted twice, and acting never makes the service look better at foreseeing. */
class LeadTimeLedgerPropertyTest {

    private static final int ENTRIES = 400;
    private static final List<String> MODES = List.of("leak", "crash", "runaway");

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyDiagnosisIsInOneClassAndNoFailureIsMissedTwice(long seed) {
        List<AuditEvent> trail = random(seed, "web");
        LeadTimeLedger ledger = Trail.ledger(trail);
        for (ModeRecord mode : ledger.modes()) {
            long diagnosed = trail.stream()
                    .filter(entry -> entry.kind() == AuditKind.DIAGNOSED
                            && entry.failureMode().equals(mode.failureMode()))
                    .count();
            assertThat(mode.diagnoses()).isEqualTo(diagnosed);
            assertThat(mode.open()).isNotNegative();
            assertThat(mode.predicted() + mode.late() + mode.falseAlarms() + mode.uncertain() + mode.open())
                    .isEqualTo(diagnosed);
            assertThat(mode.heldOut()).isLessThanOrEqualTo(mode.precision().trials());
        }
        long failures = trail.stream()
                .filter(entry -> entry.kind() == AuditKind.RESOURCE_FAILED)
                .count();
        assertThat(ledger.modes().stream().mapToLong(ModeRecord::missed).sum()).isLessThanOrEqualTo(failures);
        assertThat(ledger.actions().stream()
                        .mapToLong(LeadTimeLedgerPropertyTest::ends)
                        .sum())
                .isLessThanOrEqualTo(
                        ledger.actions().stream().mapToLong(ActionRecord::sent).sum());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void actingWhereNothingFailsChangesNoPrecisionAndNoWarning(long seed) {
        List<AuditEvent> trail = random(seed, "web");
        Map<String, ModeRecord> before = byMode(trail);
        Random random = new Random(seed);
        List<AuditEvent> more = new ArrayList<>(trail);
        for (int i = 0; i < 20; i++) {
            String mode = MODES.get(random.nextInt(MODES.size()));
            List<AuditEvent> acted = new Trail("db" + i)
                    .diagnosed("db-1", mode, i)
                    .note(AuditKind.SENT, "db-1", mode, i + 1)
                    .note(AuditKind.SUCCEEDED, "db-1", mode, i + 2)
                    .note(random.nextBoolean() ? AuditKind.VERIFIED : AuditKind.RECOVERED, "db-1", mode, i + 3)
                    .entries();
            more.addAll(random.nextInt(more.size()), acted);
        }
        byMode(more).forEach((name, after) -> {
            ModeRecord kept = before.get(name);
            assertThat(after.precision()).isEqualTo(kept == null ? new Proportion(0, 0) : kept.precision());
            assertThat(after.missed()).isEqualTo(kept == null ? 0 : kept.missed());
            if (kept != null) {
                assertThat(after.typicalWarning()).isEqualTo(kept.typicalWarning());
            }
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void howTheEntriesOfSeveralGroupsAreInterleavedDoesNotMatter(long seed) {
        List<List<AuditEvent>> groups = List.of(random(seed, "web"), random(seed + 1, "db"), random(seed + 2, "api"));
        List<AuditEvent> oneByOne = groups.stream().flatMap(List::stream).toList();
        assertThat(byMode(interleaved(groups, seed))).isEqualTo(byMode(oneByOne));
    }

    private static long ends(ActionRecord action) {
        return action.verified() + action.ineffective() + action.failed() + action.expired();
    }

    private static List<AuditEvent> interleaved(List<List<AuditEvent>> groups, long seed) {
        List<Integer> turns = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            turns.addAll(Collections.nCopies(groups.get(group).size(), group));
        }
        Collections.shuffle(turns, new Random(seed));
        int[] next = new int[groups.size()];
        return turns.stream().map(group -> groups.get(group).get(next[group]++)).toList();
    }

    private static Map<String, ModeRecord> byMode(List<AuditEvent> trail) {
        return Trail.ledger(trail).modes().stream().collect(toMap(ModeRecord::failureMode, mode -> mode));
    }

    /** Several days of a few resources, most of it in an order that no planner would write. */
    private static List<AuditEvent> random(long seed, String group) {
        Random random = new Random(seed);
        Trail trail = new Trail(group);
        AuditKind[] kinds = AuditKind.values();
        int minute = 0;
        for (int i = 0; i < ENTRIES; i++) {
            minute += random.nextInt(30);
            String resource = group + '-' + random.nextInt(6);
            String mode = MODES.get(random.nextInt(MODES.size()));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> trail.diagnosed(resource, mode, minute, Math.max(0, minute - random.nextInt(60)));
                case 3 -> trail.failed(resource, minute);
                case 4 -> trail.withheld(resource, mode, random.nextBoolean() ? "hold-out" : "cooldown", minute);
                default -> {
                    AuditKind kind = kinds[random.nextInt(kinds.length)];
                    if (kind == AuditKind.DIAGNOSED) {
                        trail.refused(resource, mode, minute);
                    } else {
                        trail.note(kind, resource, mode, minute);
                    }
                }
            }
        }
        return trail.entries();
    }
}
