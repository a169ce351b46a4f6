package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.census.Domains;
import dev.fleetshadow.census.FleetNews;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.Stop;
import dev.fleetshadow.settings.PolicyText;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adds groups up to the fleet over RocksDB. */
class FleetFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private KeyedTwoInputStreamOperatorTestHarness<String, FleetNews, ControlMessage, Stop> stage;

    @BeforeEach
    void start() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void alarmsOfManyGroupsTogetherStopTheService() throws Exception {
        for (int group = 0; group < 10; group++) {
            count("g" + group, 20, 0, 0, 0);
        }
        for (int group = 0; group < 9; group++) {
            count("g" + group, 20, 2, 6, 60 + group);
        }
        pass(70);
        assertThat(stage.extractOutputValues()).singleElement().satisfies(stop -> {
            assertThat(stop.tripped()).isTrue();
            assertThat(stop.reason()).contains("54 of 200 resources raised an alarm within an hour");
            assertThat(stop.since()).isEqualTo(START.plusSeconds(68));
        });
    }

    @Test
    void itIsToldOnceAlsoAcrossARestartAndAgainOnlyAfterAPersonHasResumed() throws Exception {
        count("web", 100, 0, 0, 0);
        count("web", 100, 30, 30, 60);
        pass(70);
        assertThat(stage.extractOutputValues()).hasSize(1);
        restart();
        count("web", 100, 50, 60, 120);
        pass(130);
        assertThat(stage.extractOutputValues()).isEmpty();
        order(ControlMessage.pause(Domains.FLEET, false, "ada", "looked", START));
        count("web", 100, 20, 65, 180);
        pass(190);
        assertThat(stage.extractOutputValues())
                .as("it is told that this is over, and five new alarms are fine")
                .singleElement()
                .matches(Stop::lifted);
        count("web", 100, 20, 90, 240);
        pass(250);
        assertThat(stage.extractOutputValues()).hasSize(2).last().matches(stop -> !stop.lifted());
    }

    @Test
    void aPolicyThatAllowsLessTripsItEarlier() throws Exception {
        count("web", 100, 0, 0, 0);
        pass(1);
        order(ControlMessage.policy(policy(3, 0.05).yaml(), "ada", "", START));
        restart();
        count("web", 100, 5, 5, 60);
        pass(70);
        assertThat(stage.extractOutputValues()).hasSize(1);
    }

    @Test
    void aGroupThatIsGoneNoLongerCounts() throws Exception {
        count("old", 900, 0, 0, 0);
        count("web", 100, 0, 0, 0);
        count("old", 0, 0, 0, 60);
        count("web", 100, 25, 25, 120);
        pass(130);
        assertThat(stage.extractOutputValues())
                .singleElement()
                .satisfies(stop -> assertThat(stop.reason()).contains("25 of 100"));
    }

    @Test
    void failuresThatAreOnlyForeseenCountAsWell() throws Exception {
        count("web", 100, 0, 0, 0);
        for (int i = 0; i < 25; i++) {
            Instant at = START.plusSeconds(60 + i);
            stage.processElement1(new FleetNews(Domains.ofGroup("web"), at, null, "diagnosis-" + i), at.toEpochMilli());
        }
        pass(200);
        assertThat(stage.extractOutputValues())
                .singleElement()
                .satisfies(stop -> assertThat(stop.reason())
                        .isEqualTo("25 of 100 resources raised an alarm within an hour, 25 % are allowed"));
    }

    private void count(String group, int members, int ill, long alarms, long second) throws Exception {
        Instant at = START.plusSeconds(second);
        Tally tally = members == 0 ? Tally.NOBODY : new Tally(members, ill, 0, alarms);
        FleetNews note = new FleetNews(Domains.ofGroup(group), at, tally, "");
        stage.processElement1(note, at.toEpochMilli());
    }

    private void order(ControlMessage order) throws Exception {
        stage.processElement2(order, 0);
    }

    private void pass(long second) throws Exception {
        long watermark = START.plusSeconds(second).toEpochMilli();
        stage.processWatermark1(new org.apache.flink.streaming.api.watermark.Watermark(watermark));
        stage.processWatermark2(new org.apache.flink.streaming.api.watermark.Watermark(watermark));
    }

    private static PolicyText policy(int atLeast, double alarmShare) {
        return new PolicyText("test", """
                failure-modes: [{id: leak, description: it leaks, stages: [{score-below: 40}]}]
                breaker: {at-least: %d, alarm-share: %s, ill-share: 0.9}
                """.formatted(atLeast, alarmShare));
    }

    private void restart() throws Exception {
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        open(state);
    }

    private void open(OperatorSubtaskState state) throws Exception {
        stage = RocksDb.opened(
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new FleetFunction(policy(20, 0.25))),
                        note -> Domains.FLEET,
                        order -> Domains.FLEET,
                        Types.STRING),
                state);
    }
}
