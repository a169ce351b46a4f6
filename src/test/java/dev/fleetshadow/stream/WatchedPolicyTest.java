package dev.fleetshadow.stream;

import static dev.fleetshadow.stream.WatchStage.LOW;
import static dev.fleetshadow.stream.WatchStage.minutes;
import static dev.fleetshadow.stream.WatchStage.mode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.settings.PolicyText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy may change while resources are unwell: the next report counts by the new one, and nothing is lost. */
class WatchedPolicyTest {

    @RegisterExtension
    final WatchStage watch = new WatchStage();

    @Test
    void anotherPolicyCountsFromTheNextReportOnAndKeepsWhatWasGoingOn() throws Exception {
        watch.report("web-1", 10, 10);
        watch.rule(LOW + mode("very-low", 15, 2));
        assertThat(watch.stage.getOutput()).isEmpty();
        watch.report("web-1", 10, 10);
        assertThat(watch.held()).containsExactly("web-1 low", "web-1 very-low");
        assertThat(watch.stage.extractOutputValues())
                .filteredOn(symptom -> symptom.transition() == Transition.HELD)
                .extracting(symptom -> minutes(symptom.enteredAt()))
                .containsExactly(0L, 2L);
    }

    @Test
    void aRunThatIsLongEnoughByAnotherPolicyIsHeldWithTheNextReport() throws Exception {
        watch.rule(mode("low", 40, 9));
        watch.report("web-1", 10, 10, 10, 10);
        assertThat(watch.held()).isEmpty();
        watch.rule(LOW);
        watch.report("web-1", 10);
        assertThat(watch.held()).containsExactly("web-1 low");
    }

    @Test
    void aModeThatIsGoneIsLeftIfItWasHeldAndItsResourceStillRecovers() throws Exception {
        watch.report("web-1", 10, 10, 10);
        watch.report("web-2", 10, 10);
        watch.rule(mode("other", 5, 1));
        watch.report("web-1", 10);
        watch.report("web-2", 10);
        assertThat(watch.stage.extractOutputValues())
                .filteredOn(symptom -> symptom.transition() == Transition.LEFT)
                .extracting(symptom -> symptom.resource().id(), Symptom::mode)
                .containsExactly(tuple("web-1", "low"));
        watch.report("web-1", 90, 90);
        assertThat(watch.sightings())
                .extracting(seen -> seen.resource().id(), Sighting::recovered)
                .endsWith(tuple("web-1", false), tuple("web-1", true));
    }

    @Test
    void theChangedPolicyStaysInForceAfterARestart() throws Exception {
        watch.rule(mode("very-low", 15, 2));
        watch.restart();
        watch.report("web-1", 20, 20, 20, 10, 10);
        assertThat(watch.held()).containsExactly("web-1 very-low");
        watch.rule(LOW);
        watch.restart();
        watch.report("web-2", 20, 20, 20);
        assertThat(watch.held()).containsExactly("web-2 low");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "failure-modes: {", "failure-modes: []", "failure-modes: [{id: low}]", "guardrails: 7"})
    void aTextThatCannotBeReadChangesNothing(String broken) throws Exception {
        watch.rule(mode("very-low", 15, 2));
        PolicyText good = watch.inForce();
        watch.report("web-1", 10);
        watch.stage.processBroadcastElement(new PolicyText("broken", broken), 0);
        assertThat(watch.inForce()).isEqualTo(good);
        watch.report("web-1", 10);
        watch.restart();
        watch.report("web-2", 10, 10);
        assertThat(watch.held()).containsExactly("web-2 very-low");
    }

    @Test
    void onlyOnePolicyIsKept() throws Exception {
        for (int score = 1; score <= 50; score++) {
            watch.rule(mode("low", score, 1));
        }
        assertThat(watch.stage.getBroadcastState(PolicyInForce.STATE).entries())
                .as("and the one it replaced")
                .hasSize(2);
        watch.report("web-1", 49.5);
        assertThat(watch.held()).containsExactly("web-1 low");
    }
}
