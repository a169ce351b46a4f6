package dev.fleetshadow.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.simulator.AgentAction;
import dev.fleetshadow.simulator.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** What is proved is meant to say something about what is shipped. */
class ProvingPolicyTest {

    private static final Policy SHIPPED =
            FleetShadowSettings.withoutBrokers(new Configuration()).policy();

    @Test
    void itsFailureModesAreTheShippedOnesButForSlowLeaks() {
        assertThat(others(Grounds.POLICY)).isEqualTo(others(SHIPPED));
        assertThat(Grounds.POLICY.recovery()).isEqualTo(SHIPPED.recovery());
        assertThat(Grounds.POLICY.gate()).isEqualTo(SHIPPED.gate());
        assertThat(Grounds.POLICY.rules().actions()).isEqualTo(SHIPPED.rules().actions());
    }

    private static List<FailureMode> others(Policy policy) {
        return policy.failureModes().stream()
                .filter(mode -> !mode.id().equals("memory-exhaustion"))
                .toList();
    }

    @Test
    void everyFaultOfASimulatedServiceHasAModeThatSomethingIsDoneAbout() {
        Set<String> treated = Grounds.POLICY.rules().playbooks().stream()
                .filter(book -> !book.steps().isEmpty())
                .map(book -> book.failureMode())
                .collect(Collectors.toSet());
        assertThat(Arrays.stream(Fault.values()).map(Fault::failureMode).filter(name -> !name.isEmpty()))
                .isSubsetOf(treated);
    }

    @Test
    void agentsCanCarryOutEveryStepOfItsPlaybooks() {
        assertThat(Grounds.POLICY.rules().playbooks().stream().flatMap(book -> book.steps().stream()))
                .extracting(PlaybookStep::action)
                .isSubsetOf(Arrays.stream(AgentAction.values())
                        .map(AgentAction::command)
                        .toList());
    }

    @Test
    void commandsAreSentAndSomeStepsAreChosenByWhatTheyWereWorth() {
        assertThat(Grounds.POLICY.rules().trust().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(Grounds.POLICY.rules().playbooks())
                .extracting(book -> Objects.toString(book.selection()))
                .contains(Selection.ADAPTIVE.name(), Selection.STATIC.name());
    }
}
