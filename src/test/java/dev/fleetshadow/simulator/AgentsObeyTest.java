package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Simulated agents honour the rules of every agent, and some of them serve badly. */
class AgentsObeyTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String FIRST = "web-000";

    private final SimulatedFleet fleet =
            new SimulatedFleet(new FleetPlan(4, 2, Duration.ofMinutes(1), 3, START, World.REAL));

    @Test
    void anActionIsAcknowledgedAtOnceAndAnsweredWhenItIsDone() {
        assertThat(ask("c1", "clean-disk")).isEqualTo(CommandState.IN_PROGRESS);
        run(2);
        assertThat(fleet.answers()).as("actions take three minutes").isEmpty();
        run(1);
        assertThat(fleet.answers()).extracting(RemediationOutcome::state).containsExactly(CommandState.SUCCESS);
    }

    @Test
    void aRepeatedCommandIsAnsweredAndNotExecutedAgain() {
        RemediationRequest command = Commands.command("c1", FIRST, "restart-service", fleet.now());
        fleet.execute(command);
        fleet.execute(command);
        assertThat(fleet.answers())
                .extracting(RemediationOutcome::state)
                .containsExactly(CommandState.IN_PROGRESS, CommandState.IN_PROGRESS);
        run(3);
        List<RemediationOutcome> finished = fleet.answers();
        assertThat(finished).extracting(RemediationOutcome::state).containsExactly(CommandState.SUCCESS);
        fleet.execute(command);
        assertThat(fleet.answers()).isEqualTo(finished);
        run(20);
        assertThat(fleet.answers()).isEmpty();
        assertThat(fleet.actions()).hasSize(1);
    }

    @Test
    void expiredUnlistedAndSimultaneousCommandsAreRejected() {
        fleet.execute(
                Commands.command("c1", FIRST, "restart-service", fleet.now().minus(Duration.ofMinutes(30))));
        assertThat(onlyAnswer().state()).isEqualTo(CommandState.REJECTED);
        assertThat(ask("c2", "format-disk")).isEqualTo(CommandState.REJECTED);
        assertThat(ask("c3", "notify")).isEqualTo(CommandState.IN_PROGRESS);
        fleet.execute(Commands.command("c4", FIRST, "scale-up", fleet.now()));
        RemediationOutcome busy = onlyAnswer();
        assertThat(busy.state()).isEqualTo(CommandState.REJECTED);
        assertThat(busy.detail()).contains("notify");
        run(5);
        assertThat(fleet.actions()).hasSize(1);
    }

    @Test
    void aCommandForNobodyIsAMistakeOfTheCaller() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fleet.execute(Commands.command("c5", "stranger", "scale-up", fleet.now())))
                .withMessageContaining("stranger");
    }

    @Test
    void aDeadAgentNeverAnswersAndDoesNothing() {
        fleet.temper(FIRST, AgentTemper.DEAD);
        fleet.execute(Commands.command("c1", FIRST, "restart-service", fleet.now()));
        run(60);
        assertThat(fleet.answers()).isEmpty();
        assertThat(fleet.actions()).isEmpty();
    }

    @Test
    void anAgentThatComesBackToLifeRefusesWhatHasExpired() {
        fleet.temper(FIRST, AgentTemper.DEAD);
        fleet.execute(Commands.command("c1", FIRST, "restart-service", fleet.now()));
        run(45);
        fleet.temper(FIRST, AgentTemper.SOUND);
        RemediationOutcome answer = onlyAnswer();
        assertThat(answer.state()).isEqualTo(CommandState.REJECTED);
        assertThat(answer.detail()).contains("expired");
    }

    @Test
    void aSlowAgentReadsACommandMinutesLater() {
        fleet.temper(FIRST, AgentTemper.SLOW);
        fleet.execute(Commands.command("c1", FIRST, "notify", fleet.now()));
        run(11);
        assertThat(fleet.answers()).isEmpty();
        run(1);
        assertThat(fleet.answers()).extracting(RemediationOutcome::state).containsExactly(CommandState.IN_PROGRESS);
        run(3);
        assertThat(fleet.answers()).extracting(RemediationOutcome::state).containsExactly(CommandState.SUCCESS);
    }

    @Test
    void aClumsyAgentFailsAboutHalfOfTheTimeAndSaysSo() {
        fleet.temper(FIRST, AgentTemper.CLUMSY);
        List<CommandState> last = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ask("c" + i, "notify");
            run(3);
            last.add(onlyAnswer().state());
        }
        assertThat(last).filteredOn(CommandState.FAILED::equals).hasSizeBetween(20, 40);
        assertThat(last).containsOnly(CommandState.FAILED, CommandState.SUCCESS);
    }

    @Test
    void whatAClumsyAgentFailsAtCuresNothing() {
        fleet.temper(FIRST, AgentTemper.CLUMSY);
        fleet.inject(Fault.CRASH, FIRST);
        for (int i = 0; i < 60 && fleet.faults().get(0).active(); i++) {
            ask("c" + i, "restart-service");
            run(4);
            boolean failed = onlyAnswer().state() == CommandState.FAILED;
            assertThat(fleet.faults().get(0).active()).isEqualTo(failed);
        }
        assertThat(fleet.faults().get(0).curedByCommand()).isTrue();
    }

    @Test
    void ofTooManyWaitingCommandsTheOldestAreLost() {
        fleet.temper(FIRST, AgentTemper.DEAD);
        for (int i = 0; i < SimulatedAgent.MOST_WAITING + 2; i++) {
            fleet.execute(Commands.command("c" + i, FIRST, "notify", fleet.now()));
        }
        fleet.temper(FIRST, AgentTemper.SOUND);
        assertThat(fleet.answers())
                .hasSize(SimulatedAgent.MOST_WAITING)
                .first()
                .extracting(RemediationOutcome::commandId)
                .isEqualTo("c2");
    }

    private CommandState ask(String id, String action) {
        fleet.execute(Commands.command(id, FIRST, action, fleet.now()));
        return onlyAnswer().state();
    }

    private RemediationOutcome onlyAnswer() {
        List<RemediationOutcome> answers = fleet.answers();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private void run(int steps) {
        for (int i = 0; i < steps; i++) {
            fleet.step();
        }
    }
}
