package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.census.Announcement;
import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.Standing;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.settings.PolicyText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts the members of a domain over RocksDB. */
class CensusFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final String ZONE = "zone=a";

    private KeyedBroadcastOperatorTestHarness<String, Announcement, PolicyText, CensusNote> stage;
    private final List<CensusNote> notes = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void aDomainThatIsHeldIsToldAtOnceAndItsCountsEveryMinute() throws Exception {
        for (int i = 0; i < 10; i++) {
            announce("web-" + i, Standing.WELL, 10 + i);
        }
        pass(59);
        assertThat(notes()).isEmpty();
        pass(60);
        assertThat(notes()).extracting(CensusNote::tally).containsExactly(new Tally(10, 0, 0, 0));
        for (int i = 0; i < 4; i++) {
            announce("web-" + i, Standing.UNWELL, 70 + i);
        }
        pass(80);
        assertThat(notes()).hasSize(2).last().satisfies(note -> {
            assertThat(note.begun()).isTrue();
            assertThat(note.at()).isEqualTo(START.plusSeconds(73));
            assertThat(note.hold().summary()).contains("4 of 10 members of zone=a are ill at once");
        });
    }

    @Test
    void aHoldEndsByItselfWhenTheDomainWasCalmForAWhile() throws Exception {
        for (int i = 0; i < 10; i++) {
            announce("web-" + i, i < 4 ? Standing.UNWELL : Standing.WELL, 10);
        }
        pass(60);
        for (int i = 0; i < 4; i++) {
            announce("web-" + i, Standing.WELL, 100);
        }
        pass(100 + 15 * 60 - 1);
        restart();
        assertThat(notes()).noneMatch(note -> note.ended() != null);
        pass(100 + 16 * 60);
        assertThat(notes()).last().satisfies(note -> {
            assertThat(note.ended().domain()).isEqualTo(ZONE);
            assertThat(note.hold()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderInWhichAnnouncementsArriveDoesNotMatter(long seed) throws Exception {
        List<Announcement> announced = new ArrayList<>();
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            Standing standing =
                    List.of(Standing.WELL, Standing.UNWELL, Standing.SILENT).get(random.nextInt(3));
            announced.add(new Announcement(ZONE, "web-" + random.nextInt(12), standing, START.plusSeconds(1 + 5L * i)));
        }
        List<CensusNote> inOrder = run(announced);
        close();
        open(null);
        List<Announcement> shuffled = new ArrayList<>(announced);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(run(shuffled)).isEqualTo(inOrder).hasSizeGreaterThan(10);
    }

    @Test
    void membersThatNoLongerAnnounceThemselvesAreForgottenAndNothingIsLeft() throws Exception {
        for (int i = 0; i < 5; i++) {
            announce("web-" + i, Standing.WELL, 10);
        }
        announce("silent", Standing.SILENT, 20);
        pass(Duration.ofHours(27).toSeconds());
        assertThat(notes()).last().satisfies(note -> assertThat(note.tally()).isEqualTo(new Tally(1, 0, 1, 1)));
        pass(Duration.ofHours(8 * 25).toSeconds());
        assertThat(notes()).last().satisfies(note -> assertThat(note.tally()).isEqualTo(Tally.NOBODY));
        for (String state : List.of("members", "count", "waiting")) {
            assertThat(keysOf(state)).as(state).isZero();
        }
        assertThat(stage.numEventTimeTimers()).isZero();
    }

    @Test
    void aPolicyThatChangesTheShareCountsFromTheNextAnnouncementOn() throws Exception {
        for (int i = 0; i < 20; i++) {
            announce("web-" + i, i < 4 ? Standing.UNWELL : Standing.WELL, 10);
        }
        pass(60);
        assertThat(notes()).noneMatch(CensusNote::begun);
        stage.processBroadcastElement(policy(0.2), 0);
        restart();
        announce("web-5", Standing.WELL, 70);
        pass(75);
        assertThat(notes()).last().satisfies(note -> assertThat(note.begun()).isTrue());
    }

    private long keysOf(String state) {
        var operator = (AbstractStreamOperator<?>) stage.getOperator();
        try (Stream<?> keys = operator.getKeyedStateBackend().getKeys(state, VoidNamespace.INSTANCE)) {
            return keys.count();
        }
    }

    private List<CensusNote> run(List<Announcement> announced) throws Exception {
        notes.clear();
        for (Announcement one : announced) {
            stage.processElement(one, one.at().toEpochMilli());
        }
        pass(3600);
        return List.copyOf(notes());
    }

    private void announce(String id, Standing standing, long second) throws Exception {
        Instant at = START.plusSeconds(second);
        stage.processElement(new Announcement(ZONE, id, standing, at), at.toEpochMilli());
    }

    private void pass(long second) throws Exception {
        stage.watermark(START.plusSeconds(second).toEpochMilli());
    }

    private List<CensusNote> notes() {
        notes.addAll(stage.extractOutputValues());
        stage.getOutput().clear();
        return notes;
    }

    private static PolicyText policy(double illShare) {
        return new PolicyText("test", """
                failure-modes: [{id: leak, description: it leaks, stages: [{score-below: 40}]}]
                failure-domains: {ill-share: %s}
                """.formatted(illShare));
    }

    private void restart() throws Exception {
        notes();
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        open(state);
    }

    private void open(OperatorSubtaskState state) throws Exception {
        stage = RocksDb.run(
                new CensusFunction(new PolicyInForce(policy(0.3))), PolicyInForce.STATE, Announcement::domain, state);
    }
}
