package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.DomainHold.Cause;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.diagnosis.DomainReport;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.settings.PolicyText;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A domain that is held for a while is one thing to diagnose, over RocksDB. */
class CorrelateFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private KeyedBroadcastOperatorTestHarness<String, CensusNote, PolicyText, Symptom> stage;

    @BeforeEach
    void start() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void aDomainHeldForThreeMinutesIsHeldOnceHoweverOftenItsCountsChange() throws Exception {
        hold(10, 4);
        hold(70, 5);
        hold(75, 6);
        restart();
        pass(600);
        assertThat(stage.extractOutputValues())
                .filteredOn(symptom -> symptom.transition() == Transition.HELD)
                .singleElement()
                .satisfies(symptom -> {
                    assertThat(symptom.at()).isEqualTo(START.plusSeconds(180));
                    assertThat(symptom.resource().id()).isEqualTo("zone=a");
                    assertThat(symptom.resource().kind()).isEqualTo(DomainReport.KIND);
                    assertThat(symptom.resource().group()).isEqualTo("*");
                    assertThat(symptom.resource().labels()).isEqualTo(Map.of("zone", "a"));
                    assertThat(symptom.evidence()).containsExactly("6 of 10 members of zone=a are unwell");
                });
    }

    @Test
    void aHoldThatIsOverBeforeIsNothing() throws Exception {
        hold(10, 4);
        calm(100);
        pass(1200);
        assertThat(stage.extractOutputValues()).noneMatch(symptom -> symptom.transition() == Transition.HELD);
        assertThat(stage.numEventTimeTimers()).isZero();
    }

    @Test
    void itIsSeenEveryMinuteUntilItHasRecovered() throws Exception {
        hold(0, 4);
        pass(290);
        calm(290);
        pass(3600);
        var sightings = stage.getSideOutput(CorrelateFunction.SIGHTINGS).stream()
                .map(StreamRecord::getValue)
                .toList();
        assertThat(sightings)
                .filteredOn(sighting -> !sighting.recovered())
                .allSatisfy(sighting -> assertThat(sighting.held()).containsExactly("correlated"));
        assertThat(sightings).last().matches(Sighting::recovered);
        assertThat(sightings).filteredOn(Sighting::recovered).hasSize(1);
        assertThat(stage.numEventTimeTimers()).isZero();
    }

    /** In a replay hours of notes arrive before the watermark moves. */
    @Test
    void whatWasHeldIsHeldEvenIfItsEndIsKnownAlready() throws Exception {
        Instant begins = START.plusSeconds(10);
        Instant ends = START.plusSeconds(3600);
        DomainHold hold = new DomainHold("zone=a", Cause.CORRELATED, 10, 4, begins);
        Tally ill = new Tally(10, 4, 0, 4);
        stage.processElement(new CensusNote("zone=a", begins, ill, hold, null, true), begins.toEpochMilli());
        stage.processElement(
                new CensusNote("zone=a", ends, new Tally(10, 0, 0, 4), null, hold, false), ends.toEpochMilli());
        pass(7200);
        assertThat(stage.extractOutputValues())
                .filteredOn(symptom -> symptom.transition() == Transition.HELD)
                .extracting(Symptom::at)
                .containsExactly(START.plusSeconds(180));
        assertThat(stage.getSideOutput(CorrelateFunction.SIGHTINGS))
                .last()
                .satisfies(sighting -> assertThat(sighting.getValue().at()).isAfter(ends));
    }

    private void hold(long second, int ill) throws Exception {
        Instant at = START.plusSeconds(second);
        DomainHold hold = new DomainHold("zone=a", Cause.CORRELATED, 10, ill, START);
        send(new CensusNote("zone=a", at, new Tally(10, ill, 0, ill), hold, null, second == 10), at);
    }

    private void calm(long second) throws Exception {
        Instant at = START.plusSeconds(second);
        DomainHold hold = new DomainHold("zone=a", Cause.CORRELATED, 10, 4, START);
        send(new CensusNote("zone=a", at, new Tally(10, 0, 0, 4), null, hold, false), at);
    }

    private void send(CensusNote note, Instant at) throws Exception {
        stage.processElement(note, at.toEpochMilli());
        stage.watermark(at.toEpochMilli());
    }

    private void pass(long second) throws Exception {
        stage.watermark(START.plusSeconds(second).toEpochMilli());
    }

    private void restart() throws Exception {
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        open(state);
    }

    private void open(OperatorSubtaskState state) throws Exception {
        PolicyText policy = new PolicyText("test", """
                failure-modes:
                  - {id: correlated, description: many, release: 2, stages: [{correlated: true, held-for: 3}]}
                """);
        stage = RocksDb.run(
                new CorrelateFunction(new PolicyInForce(policy)), PolicyInForce.STATE, CensusNote::domain, state);
    }
}
