package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Reporting;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the watching stage over RocksDB; it begins with one failure mode, a score below 40 for three reports. */
class WatchFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final int HELD_FOR = 3;
    private static final String LOW = mode("low", 40, HELD_FOR);

    private KeyedBroadcastOperatorTestHarness<String, HealthReport, PolicyText, Symptom> stage;
    private int minute;

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void theHealthyCostNothing() throws Exception {
        report("web-1", 100, 71, 40, 55, 99);
        assertThat(stage.getOutput()).isEmpty();
        assertThat(sightings()).isEmpty();
        assertThat(remembered()).isZero();
    }

    @Test
    void aResourceThatWasUnwellCostsNothingAnyMoreOnceItWasCalmForLong() throws Exception {
        report("web-1", 10, 10, 10, 90, 90);
        assertThat(remembered()).isPositive();
        send(web().wellFor(HealthReport.ATTENDED_CALM_REPORTS));
        assertThat(remembered()).isZero();
    }

    @Test
    void aStageIsEnteredThenHeldThenLeftAndEachIsSaidOnce() throws Exception {
        report("web-1", 39, 20, 10, 10, 10, 80, 65, 80);
        assertThat(stage.extractOutputValues())
                .extracting(
                        Symptom::transition, symptom -> minutes(symptom.at()), symptom -> minutes(symptom.enteredAt()))
                .containsExactly(
                        tuple(Transition.ENTERED, 0L, 0L),
                        tuple(Transition.HELD, 2L, 0L),
                        tuple(Transition.LEFT, 6L, 0L));
    }

    @Test
    void aDipThatEndsOneReportEarlyIsNotHeldAndNotSeen() throws Exception {
        report("web-1", 39, 39, 41, 39, 39, 41);
        assertThat(stage.getOutput()).isEmpty();
        assertThat(sightings()).isEmpty();
    }

    @Test
    void anUnwellResourceIsSeenWithEveryReportAndRecoversOnce() throws Exception {
        report("web-1", 10, 10, 10, 69, 90, 69, 90);
        assertThat(sightings())
                .hasSize(5)
                .allSatisfy(seen -> assertThat(seen.recovered()).isFalse())
                .extracting(Sighting::held)
                .containsExactly(List.of("low"), List.of(), List.of(), List.of(), List.of());
        report("web-1", 90, 90, 90, 90);
        assertThat(sightings()).hasSize(6);
        assertThat(sightings().get(5).recovered()).isTrue();
        assertThat(sightings().get(5).group()).isEqualTo("web");
    }

    @Test
    void whoFailedIsSeenWithoutAnySymptom() throws Exception {
        send(web().status(ResourceStatus.FAILED));
        report("web-1", 90, 90);
        assertThat(stage.getOutput()).isEmpty();
        assertThat(sightings()).extracting(Sighting::recovered).containsExactly(false, false, true);
    }

    @Test
    void oneResourceSaysNothingAboutAnother() throws Exception {
        for (int round = 0; round < HELD_FOR - 1; round++) {
            report("web-1", 10);
            report("web-2", 10);
        }
        report("web-2", 10);
        assertThat(held()).containsExactly("web-2 low");
    }

    @Test
    void aRestartInTheMiddleOfARunLosesNothingOfIt() throws Exception {
        report("web-1", 10, 10);
        restart();
        assertThat(stage.getOutput()).isEmpty();
        report("web-1", 10);
        assertThat(stage.extractOutputValues())
                .extracting(Symptom::transition, symptom -> minutes(symptom.enteredAt()))
                .containsExactly(tuple(Transition.ENTERED, 0L), tuple(Transition.HELD, 0L));
        restart();
        report("web-1", 90, 90);
        assertThat(sightings()).extracting(Sighting::recovered).containsExactly(false, true);
    }

    @Test
    void whatIsToldAgainIsLeftOutAlsoAfterTheRecovery() throws Exception {
        report("web-1", 10, 10, 10, 90, 90);
        restart();
        minute = 0;
        report("web-1", 10, 10, 10, 90, 90);
        assertThat(stage.getOutput()).isEmpty();
        assertThat(sightings()).isEmpty();
        report("web-1", 10, 10, 10);
        assertThat(held()).containsExactly("web-1 low");
    }

    @Test
    void anotherPolicyCountsFromTheNextReportOnAndKeepsWhatWasGoingOn() throws Exception {
        report("web-1", 10, 10);
        rule(LOW + mode("very-low", 15, 2));
        assertThat(stage.getOutput()).isEmpty();
        report("web-1", 10, 10);
        assertThat(held()).containsExactly("web-1 low", "web-1 very-low");
        assertThat(stage.extractOutputValues())
                .filteredOn(symptom -> symptom.transition() == Transition.HELD)
                .extracting(symptom -> minutes(symptom.enteredAt()))
                .containsExactly(0L, 2L);
    }

    @Test
    void aRunThatIsLongEnoughByAnotherPolicyIsHeldWithTheNextReport() throws Exception {
        rule(mode("low", 40, 9));
        report("web-1", 10, 10, 10, 10);
        assertThat(held()).isEmpty();
        rule(LOW);
        report("web-1", 10);
        assertThat(held()).containsExactly("web-1 low");
    }

    @Test
    void aModeThatIsGoneIsLeftIfItWasHeldAndItsResourceStillRecovers() throws Exception {
        report("web-1", 10, 10, 10);
        report("web-2", 10, 10);
        rule(mode("other", 5, 1));
        report("web-1", 10);
        report("web-2", 10);
        assertThat(stage.extractOutputValues())
                .filteredOn(symptom -> symptom.transition() == Transition.LEFT)
                .extracting(symptom -> symptom.resource().id(), Symptom::mode)
                .containsExactly(tuple("web-1", "low"));
        report("web-1", 90, 90);
        assertThat(sightings())
                .extracting(seen -> seen.resource().id(), Sighting::recovered)
                .endsWith(tuple("web-1", false), tuple("web-1", true));
    }

    @Test
    void theChangedPolicyStaysInForceAfterARestart() throws Exception {
        rule(mode("very-low", 15, 2));
        restart();
        report("web-1", 20, 20, 20, 10, 10);
        assertThat(held()).containsExactly("web-1 very-low");
        rule(LOW);
        restart();
        report("web-2", 20, 20, 20);
        assertThat(held()).containsExactly("web-2 low");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "failure-modes: {", "failure-modes: []", "failure-modes: [{id: low}]", "guardrails: 7"})
    void aTextThatCannotBeReadChangesNothing(String broken) throws Exception {
        rule(mode("very-low", 15, 2));
        PolicyText good = inForce();
        report("web-1", 10);
        stage.processBroadcastElement(new PolicyText("broken", broken), 0);
        assertThat(inForce()).isEqualTo(good);
        report("web-1", 10);
        restart();
        report("web-2", 10, 10);
        assertThat(held()).containsExactly("web-2 very-low");
    }

    @Test
    void onlyOnePolicyIsKept() throws Exception {
        for (int score = 1; score <= 50; score++) {
            rule(mode("low", score, 1));
        }
        assertThat(stage.getBroadcastState(PolicyInForce.STATE).entries())
                .as("and the one it replaced")
                .hasSize(2);
        report("web-1", 49.5);
        assertThat(held()).containsExactly("web-1 low");
    }

    @Test
    void whoVanishedWhileUnwellIsForgottenAfterTheRetention() throws Exception {
        stage.setStateTtlProcessingTime(1_000);
        report("web-1", 10, 10);
        stage.setStateTtlProcessingTime(1_000 + RETENTION.toMillis() - 1);
        report("web-1", 10);
        assertThat(held()).as("just in time").containsExactly("web-1 low");
        stage.setStateTtlProcessingTime(1_000 + 2 * RETENTION.toMillis());
        report("web-1", 10, 10);
        assertThat(held()).as("counted anew").hasSize(1);
        report("web-1", 10);
        assertThat(held()).hasSize(2);
    }

    private void report(String id, double... scores) throws Exception {
        for (double score : scores) {
            send(Reporting.of(id, "web").score(score));
        }
    }

    private void send(Reporting report) throws Exception {
        Instant at = START.plus(Duration.ofMinutes(minute++));
        stage.processElement(report.at(at), at.toEpochMilli());
    }

    private static Reporting web() {
        return Reporting.of("web-1", "web");
    }

    private void rule(String modes) throws Exception {
        stage.processBroadcastElement(policy(modes), 0);
    }

    private static PolicyText policy(String modes) {
        return new PolicyText("test", "recovery: {score-at-least: 70, held-for: 2}\nfailure-modes:\n" + modes);
    }

    private static String mode(String id, int scoreBelow, int heldFor) {
        return """
                  - id: %s
                    description: the score is low
                    release: 2
                    stages: [{score-below: %d, held-for: %d}]
                """.formatted(id, scoreBelow, heldFor);
    }

    private PolicyText inForce() throws Exception {
        return stage.getBroadcastState(PolicyInForce.STATE).get("in-force");
    }

    /** Resource and mode of every stage that was held. */
    private List<String> held() {
        return stage.extractOutputValues().stream()
                .filter(symptom -> symptom.transition() == Transition.HELD)
                .map(symptom -> symptom.resource().id() + " " + symptom.mode())
                .toList();
    }

    private List<Sighting> sightings() {
        var sightings = stage.getSideOutput(WatchFunction.SIGHTINGS);
        return sightings == null
                ? List.of()
                : sightings.stream().map(StreamRecord::getValue).toList();
    }

    /** How many resources take up state. */
    private long remembered() {
        var operator = (AbstractStreamOperator<?>) stage.getOperator();
        try (Stream<?> resources = operator.getKeyedStateBackend().getKeys("watched", VoidNamespace.INSTANCE)) {
            return resources.count();
        }
    }

    private void restart() throws Exception {
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        start(state);
    }

    private void start(OperatorSubtaskState state) throws Exception {
        stage = RocksDb.opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new WatchFunction(policy(LOW), RETENTION), List.of(PolicyInForce.STATE)),
                        HealthReport::resourceId,
                        Types.STRING,
                        1,
                        1,
                        0),
                state);
    }

    private static long minutes(Instant at) {
        return Duration.between(START, at).toMinutes();
    }
}
