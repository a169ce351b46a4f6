package dev.fleetshadow.stream;

import static dev.fleetshadow.stream.WatchStage.HELD_FOR;
import static dev.fleetshadow.stream.WatchStage.RETENTION;
import static dev.fleetshadow.stream.WatchStage.minutes;
import static dev.fleetshadow.stream.WatchStage.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the watching stage over RocksDB: what it says of a resource, once, also over restarts, and what it remembers. */
class WatchFunctionTest {

    @RegisterExtension
    final WatchStage watch = new WatchStage();

    @Test
    void theHealthyCostNothing() throws Exception {
        watch.report("web-1", 100, 71, 40, 55, 99);
        assertThat(watch.stage.getOutput()).isEmpty();
        assertThat(watch.sightings()).isEmpty();
        assertThat(watch.remembered()).isZero();
    }

    @Test
    void aResourceThatWasUnwellCostsNothingAnyMoreOnceItWasCalmForLong() throws Exception {
        watch.report("web-1", 10, 10, 10, 90, 90);
        assertThat(watch.remembered()).isPositive();
        watch.send(web().wellFor(HealthReport.ATTENDED_CALM_REPORTS));
        assertThat(watch.remembered()).isZero();
    }

    @Test
    void aStageIsEnteredThenHeldThenLeftAndEachIsSaidOnce() throws Exception {
        watch.report("web-1", 39, 20, 10, 10, 10, 80, 65, 80);
        assertThat(watch.stage.extractOutputValues())
                .extracting(
                        Symptom::transition, symptom -> minutes(symptom.at()), symptom -> minutes(symptom.enteredAt()))
                .containsExactly(
                        tuple(Transition.ENTERED, 0L, 0L),
                        tuple(Transition.HELD, 2L, 0L),
                        tuple(Transition.LEFT, 6L, 0L));
    }

    @Test
    void aDipThatEndsOneReportEarlyIsNotHeldAndNotSeen() throws Exception {
        watch.report("web-1", 39, 39, 41, 39, 39, 41);
        assertThat(watch.stage.getOutput()).isEmpty();
        assertThat(watch.sightings()).isEmpty();
    }

    @Test
    void anUnwellResourceIsSeenWithEveryReportAndRecoversOnce() throws Exception {
        watch.report("web-1", 10, 10, 10, 69, 90, 69, 90);
        assertThat(watch.sightings())
                .hasSize(5)
                .allSatisfy(seen -> assertThat(seen.recovered()).isFalse())
                .extracting(Sighting::held)
                .containsExactly(List.of("low"), List.of(), List.of(), List.of(), List.of());
        watch.report("web-1", 90, 90, 90, 90);
        assertThat(watch.sightings()).hasSize(6);
        assertThat(watch.sightings().get(5).recovered()).isTrue();
        assertThat(watch.sightings().get(5).group()).isEqualTo("web");
    }

    @Test
    void whoFailedIsSeenWithoutAnySymptom() throws Exception {
        watch.send(web().status(ResourceStatus.FAILED));
        watch.report("web-1", 90, 90);
        assertThat(watch.stage.getOutput()).isEmpty();
        assertThat(watch.sightings()).extracting(Sighting::recovered).containsExactly(false, false, true);
    }

    @Test
    void oneResourceSaysNothingAboutAnother() throws Exception {
        for (int round = 0; round < HELD_FOR - 1; round++) {
            watch.report("web-1", 10);
            watch.report("web-2", 10);
        }
        watch.report("web-2", 10);
        assertThat(watch.held()).containsExactly("web-2 low");
    }

    @Test
    void aRestartInTheMiddleOfARunLosesNothingOfIt() throws Exception {
        watch.report("web-1", 10, 10);
        watch.restart();
        assertThat(watch.stage.getOutput()).isEmpty();
        watch.report("web-1", 10);
        assertThat(watch.stage.extractOutputValues())
                .extracting(Symptom::transition, symptom -> minutes(symptom.enteredAt()))
                .containsExactly(tuple(Transition.ENTERED, 0L), tuple(Transition.HELD, 0L));
        watch.restart();
        watch.report("web-1", 90, 90);
        assertThat(watch.sightings()).extracting(Sighting::recovered).containsExactly(false, true);
    }

    @Test
    void whatIsToldAgainIsLeftOutAlsoAfterTheRecovery() throws Exception {
        watch.report("web-1", 10, 10, 10, 90, 90);
        watch.restart();
        watch.minute = 0;
        watch.report("web-1", 10, 10, 10, 90, 90);
        assertThat(watch.stage.getOutput()).isEmpty();
        assertThat(watch.sightings()).isEmpty();
        watch.report("web-1", 10, 10, 10);
        assertThat(watch.held()).containsExactly("web-1 low");
    }

    @Test
    void whoVanishedWhileUnwellIsForgottenAfterTheRetention() throws Exception {
        watch.stage.setStateTtlProcessingTime(1_000);
        watch.report("web-1", 10, 10);
        watch.stage.setStateTtlProcessingTime(1_000 + RETENTION.toMillis() - 1);
        watch.report("web-1", 10);
        assertThat(watch.held()).as("just in time").containsExactly("web-1 low");
        watch.stage.setStateTtlProcessingTime(1_000 + 2 * RETENTION.toMillis());
        watch.report("web-1", 10, 10);
        assertThat(watch.held()).as("counted anew").hasSize(1);
        watch.report("web-1", 10);
        assertThat(watch.held()).hasSize(2);
    }
}
