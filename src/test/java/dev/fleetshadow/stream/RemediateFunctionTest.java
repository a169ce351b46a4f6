package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.GroupEvent;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of events of one group, also across a restart. */
class RemediateFunctionTest extends RemediationStage {

    @Test
    void observingNeverSendsWhateverHappens() throws Exception {
        start(Mode.OBSERVE);
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            String id = "web-" + random.nextInt(4);
            switch (random.nextInt(4)) {
                case 0 -> diagnose(id);
                case 1 -> recover(id);
                case 2 -> answer("any", id, CommandState.FAILED);
                default -> pass(random.nextInt(600));
            }
        }
        assertThat(commands()).isEmpty();
        assertThat(kinds()).contains(AuditKind.DIAGNOSED, AuditKind.WITHHELD).doesNotContain(AuditKind.SENT);
        assertThat(trail).anyMatch(entry -> entry.guardrail().equals("observe-only"));
    }

    @Test
    void anEpisodeIsAnsweredWithOneCommandHoweverOftenItIsReported() throws Exception {
        start(Mode.ENFORCE);
        GroupEvent diagnosis = diagnose("web-1");
        send(diagnosis);
        send(diagnosis);
        pass(5);
        assertThat(commands()).singleElement().satisfies(command -> {
            assertThat(command.action()).isEqualTo("restart-service");
            assertThat(command.diagnosisId()).isEqualTo(diagnosis.diagnosis().id());
            assertThat(command.issuedAt()).isEqualTo(START);
        });
    }

    @Test
    void aSilentAgentIsFollowedByTheNextStepAndThenByAPerson() throws Exception {
        start(Mode.ENFORCE);
        diagnose("web-1");
        pass(300);
        assertThat(commands()).extracting(RemediationRequest::action).containsExactly("restart-service", "scale-up");
        assertThat(kinds()).containsSubsequence(AuditKind.SENT, AuditKind.EXPIRED, AuditKind.SENT, AuditKind.ESCALATED);
    }

    @Test
    void theCooldownAndTheChainSurviveARestart() throws Exception {
        start(Mode.ENFORCE);
        diagnose("web-1");
        RemediationRequest first = commands().get(0);
        answer(first.commandId(), "web-1", CommandState.SUCCESS);
        recover("web-1");
        assertThat(kinds()).endsWith(AuditKind.SUCCEEDED, AuditKind.VERIFIED);
        restart();
        pass(COOLDOWN.toMinutes() - 1);
        diagnose("web-1");
        assertThat(commands()).hasSize(1);
        assertThat(trail.get(trail.size() - 1).guardrail()).isEqualTo("cooldown");
        restart();
        pass(5);
        assertThat(commands()).hasSize(2);
    }

    @Test
    void anAnswerFindsItsCommandAfterARestart() throws Exception {
        start(Mode.ENFORCE);
        diagnose("web-1");
        restart();
        answer(commands().get(0).commandId(), "web-1", CommandState.SUCCESS);
        recover("web-1");
        assertThat(kinds()).endsWith(AuditKind.SENT, AuditKind.SUCCEEDED, AuditKind.VERIFIED);
    }

    @Test
    void aRecoveryThatArrivesBeforeItsDiagnosisIsTakenAfterIt() throws Exception {
        start(Mode.OBSERVE);
        GroupEvent recovery = GroupEvent.of(well("web-1", START.plusSeconds(60)));
        stage.processElement(recovery, recovery.at().toEpochMilli());
        restart();
        diagnose("web-1");
        pass(2);
        assertThat(kinds()).containsExactly(AuditKind.DIAGNOSED, AuditKind.WITHHELD, AuditKind.RECOVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", ControlMessage.FLEET})
    void aPauseWithholdsUntilItIsLiftedAlsoAcrossARestart(String scope) throws Exception {
        start(Mode.ENFORCE);
        pause(scope, true);
        diagnose("web-1");
        restart();
        pass(10);
        assertThat(commands()).isEmpty();
        assertThat(trail).anyMatch(entry -> entry.guardrail().equals("paused"));
        pause(scope, false);
        pass(2);
        assertThat(commands()).hasSize(1);
    }

    @Test
    void aPauseOfOneGroupConcernsNoOther() throws Exception {
        start(Mode.ENFORCE);
        pause("db", true);
        diagnose("web-1");
        assertThat(commands()).hasSize(1);
    }

    @Test
    void aFloodOfPausesDoesNotPileUpInWhatEveryTaskHolds() throws Exception {
        start(Mode.ENFORCE);
        for (int group = 0; group < 500; group++) {
            pause("group-" + group, true);
        }
        pause(ControlMessage.FLEET, true);
        pause(ControlMessage.FLEET, true);
        assertThat(stage.getBroadcastState(Bulletin.NOTICES).entries()).hasSize(1);
        pause(ControlMessage.FLEET, false);
        assertThat(stage.getBroadcastState(Bulletin.NOTICES).entries()).isEmpty();
    }
}
