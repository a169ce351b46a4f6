package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.Notice;
import dev.fleetshadow.settings.PolicyText;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What concerns all groups counts from the next decision on, also across a restart. */
class RemediateByNoticesTest extends RemediationStage {

    @Test
    void aPolicyChangedAtRunTimeCountsFromTheNextDecisionAlsoAcrossARestart() throws Exception {
        start(Mode.ENFORCE);
        diagnose("web-1");
        govern(POLICY.replace("action: restart-service", "action: collect-diagnostics"));
        diagnose("web-2");
        restart();
        diagnose("web-3");
        assertThat(commands())
                .extracting(RemediationRequest::action)
                .containsExactly("restart-service", "collect-diagnostics", "collect-diagnostics");
        assertThat(trail).anySatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(AuditKind.POLICY_CHANGED);
            assertThat(entry.group()).isEqualTo(ControlMessage.FLEET);
            assertThat(entry.actor()).isEqualTo("ann");
        });
    }

    @Test
    void aPolicyChangedAtRunTimeCountsUntilTheJobIsStartedWithAnotherOne() throws Exception {
        start(Mode.ENFORCE);
        govern(POLICY.replace("action: restart-service", "action: collect-diagnostics"));
        collect();
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        String edited = POLICY.replace("action: restart-service", "action: replace, settle-for: PT1M");
        stageOf(new Bulletin(new PolicyText("test", edited), mode, Duration.ZERO), state);
        diagnose("web-1");
        assertThat(commands()).extracting(RemediationRequest::action).containsExactly("replace");
    }

    @Test
    void noPolicyLiftsTheCeilingOfTheModeTheJobWasStartedWith() throws Exception {
        start(Mode.OBSERVE);
        govern("guardrails: {mode: enforce, trust: [{mode: enforce}]}\n"
                + POLICY.substring(POLICY.indexOf("failure-modes")));
        diagnose("web-1");
        assertThat(commands()).isEmpty();
    }

    @Test
    void aRefusedPolicyChangesNothingAndIsWrittenDownWithWhatIsWrong() throws Exception {
        start(Mode.ENFORCE);
        govern("failure-modes: []");
        diagnose("web-1");
        assertThat(commands()).extracting(RemediationRequest::action).containsExactly("restart-service");
        assertThat(trail).anySatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(AuditKind.POLICY_REFUSED);
            assertThat(entry.reason()).contains("failure-modes: there is none");
        });
    }

    @Test
    void aProposalIsFoundByItsCommandAlsoAcrossARestart() throws Exception {
        start(Mode.APPROVE);
        diagnose("web-1");
        String proposed = kinds().contains(AuditKind.PROPOSED)
                ? trail.get(trail.size() - 1).commandId()
                : "none was proposed";
        restart();
        send(GroupEvent.of(ControlMessage.approval("web", proposed, true, "ann", "", now())));
        send(GroupEvent.of(ControlMessage.approval("web", proposed, true, "ann", "", now())));
        assertThat(commands()).extracting(RemediationRequest::commandId).containsExactly(proposed);
        assertThat(kinds()).endsWith(AuditKind.APPROVED, AuditKind.SENT, AuditKind.UNMATCHED);
    }

    @Test
    void whatIsOldByTheClockOnTheWallIsNotActedOnUntilItHasCaughtUp() throws Exception {
        mode = Mode.ENFORCE;
        stageOf(new Bulletin(new PolicyText("test", POLICY), mode, Duration.ofMinutes(15)), null);
        stage.setProcessingTime(START.plus(Duration.ofHours(20)).toEpochMilli());
        send(GroupEvent.counted("web", new Tally(20, 1, 0, 1), now()));
        diagnose("gone");
        pass(60);
        recover("gone");
        minute = 19 * 60;
        diagnose("still-ill");
        assertThat(commands()).isEmpty();
        assertThat(trail).anyMatch(entry -> entry.guardrail().equals("input-stale"));
        pass(44);
        assertThat(commands()).isEmpty();
        pass(3);
        assertThat(commands())
                .singleElement()
                .satisfies(command -> assertThat(command.resource().id()).isEqualTo("still-ill"));
    }

    @Test
    void aHoldThatIsToldEarlyLeavesWhatCameBeforeAlone() throws Exception {
        start(Mode.ENFORCE);
        DomainHold hold = new DomainHold("group=web", DomainHold.Cause.CORRELATED, 20, 9, START.plusSeconds(600));
        stage.processBroadcastElement(Notice.of(hold, true, hold.since()), 0);
        diagnose("web-1");
        minute = 11;
        diagnose("web-2");
        assertThat(commands()).hasSize(1);
        stage.processBroadcastElement(Notice.of(hold, false, START.plusSeconds(1800)), 0);
        restart();
        pass(25);
        assertThat(commands()).hasSize(2);
    }

    @Test
    void whatIsOverMakesRoomForWhatIsNew() throws Exception {
        start(Mode.ENFORCE);
        for (int i = 0; i < 300; i++) {
            Instant since = START.plus(Duration.ofHours(i));
            DomainHold hold = new DomainHold("zone=" + i, DomainHold.Cause.CORRELATED, 20, 9, since);
            stage.processBroadcastElement(Notice.of(hold, true, since), 0);
            stage.processBroadcastElement(Notice.of(hold, false, since.plusSeconds(60)), 0);
            stage.watermark(since.toEpochMilli());
        }
        assertThat(stage.getBroadcastState(Bulletin.NOTICES).entries()).hasSizeLessThan(10);
    }
}
