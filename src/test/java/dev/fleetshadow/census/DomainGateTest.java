package dev.fleetshadow.census;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.census.DomainHold.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A domain is held as long as too many of its members are ill, and taking members away or adding new ones changes nothing. */
class DomainGateTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final GateSettings SETTINGS = new GateSettings(List.of("zone"), 4, 0.3, 0.8, Duration.ofMinutes(15));

    private static final List<Standing> ANY = List.copyOf(EnumSet.allOf(Standing.class));

    private final Map<String, Member> members = new HashMap<>();
    private Tally tally = Tally.NOBODY;
    private DomainGate gate = DomainGate.OPEN;
    private int minute;

    @ParameterizedTest
    @CsvSource({
        "10, 4, 0, CORRELATED", "10, 3, 0, ", "14, 4, 0, ", "13, 4, 0, CORRELATED", "3, 3, 0, ",
        "10, 0, 8, STALLED", "10, 0, 7, CORRELATED", "10, 2, 1, ", "5, 0, 4, STALLED", "4, 0, 3, "
    })
    void aDomainIsHeldFromAShareAndANumberOfIllMembersOn(int count, int unwell, int silent, Cause cause) {
        join(count);
        announce(0, unwell, Standing.UNWELL);
        announce(unwell, unwell + silent, Standing.SILENT);
        assertThat(gate.held() ? gate.hold().cause() : null).isEqualTo(cause);
    }

    @Test
    void itIsLetGoOnlyAfterItWasCalmForAWhile() {
        join(10);
        announce(0, 4, Standing.UNWELL);
        announce(0, 3, Standing.WELL);
        pass(14);
        assertThat(gate.held()).isTrue();
        announce(0, 3, Standing.UNWELL);
        announce(0, 3, Standing.WELL);
        pass(14);
        assertThat(gate.held()).as("a relapse begins the wait anew").isTrue();
        pass(1);
        assertThat(gate.held()).isFalse();
    }

    @Test
    void membersThatAreDeletedDuringAStormDoNotLoosenIt() {
        join(10);
        announce(0, 5, Standing.UNWELL);
        announce(0, 4, Standing.AWAY);
        pass(120);
        assertThat(gate.held()).isTrue();
        assertThat(tally.ill()).as("they count as they did").isEqualTo(5);
    }

    @Test
    void newMembersThatJoinDuringAStormDoNotLoosenIt() {
        join(10);
        announce(0, 5, Standing.UNWELL);
        announce(10, 200, Standing.WELL);
        pass(120);
        assertThat(gate.held()).isTrue();
    }

    @Test
    void membersThatLeftWhileNothingWasHeldAreNotCounted() {
        join(10);
        announce(0, 3, Standing.UNWELL);
        announce(0, 3, Standing.AWAY);
        announce(3, 6, Standing.UNWELL);
        assertThat(gate.held()).isFalse();
        assertThat(tally).isEqualTo(new Tally(7, 3, 0, 6));
    }

    @Test
    void aStallThatGrowsOutOfAFewSilentMembersIsCalledByItsName() {
        join(10);
        announce(0, 4, Standing.SILENT);
        Instant since = gate.hold().since();
        announce(4, 8, Standing.SILENT);
        assertThat(gate.hold().cause()).isEqualTo(Cause.STALLED);
        assertThat(gate.hold().since()).isAfter(since);
        assertThat(gate.hold().summary()).contains("8 of 10 members of zone=a are silent at once");
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theTallyIsThatOfTheMembersWhateverHappens(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, Integer> alarmed = new HashMap<>();
        long alarms = 0;
        for (int i = 0; i < 500; i++) {
            int member = random.nextInt(20);
            Standing before = standing(member);
            announce(member, member + 1, ANY.get(random.nextInt(ANY.size())));
            if (standing(member).ill() && !before.ill() && minute - 1 >= alarmed.getOrDefault(member, -100) + 60) {
                alarmed.put(member, minute - 1);
                alarms++;
            }
        }
        assertThat(tally.members()).isEqualTo(count(Standing.WELL) + count(Standing.UNWELL) + count(Standing.SILENT));
        assertThat(tally.unwell()).isEqualTo(count(Standing.UNWELL));
        assertThat(tally.silent()).isEqualTo(count(Standing.SILENT));
        assertThat(tally.alarms()).isEqualTo(alarms);
    }

    private int count(Standing standing) {
        return (int) members.values().stream()
                .filter(member -> member.standing() == standing)
                .count();
    }

    private Standing standing(int member) {
        return members.getOrDefault("m" + member, Member.NEW).standing();
    }

    private void join(int count) {
        announce(0, count, Standing.WELL);
    }

    private void announce(int from, int to, Standing standing) {
        for (int i = from; i < to; i++) {
            Member before = members.getOrDefault("m" + i, Member.NEW);
            Member after = before.announces(standing, now(), gate.held());
            members.put("m" + i, after);
            tally = tally.moved(before, after);
        }
        minute++;
        gate = gate.next("zone=a", tally, SETTINGS, now());
    }

    private void pass(int minutes) {
        for (int i = 0; i < minutes; i++) {
            minute++;
            gate = gate.next("zone=a", tally, SETTINGS, now());
        }
    }

    private Instant now() {
        return START.plus(Duration.ofMinutes(minute));
    }
}
