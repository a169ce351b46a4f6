package dev.fleetshadow.remediation;

import static dev.fleetshadow.action.CommandState.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What stands between a diagnosis and a command, and for how long. */
class GuardrailsTest {

    @Test
    void theCooldownIsCountedPerResourceAndEndsToTheMinute() {
        GroupRun run = GroupRun.with(Mode.ENFORCE, GroupRun.guardrails(Duration.ofMinutes(30), 9));
        run.diagnosed("web-1", "leak", 0).answered(run.request(), SUCCESS, 1).recovered("web-1", 2);
        run.diagnosed("web-1", "leak", 10).diagnosed("web-2", "leak", 11);
        assertThat(run.story()).containsSubsequence("VERIFIED", "DIAGNOSED", "WITHHELD cooldown", "DIAGNOSED", "SENT");
        assertThat(run.due(29).requests).hasSize(2);
        assertThat(run.due(30).requests).hasSize(3);
        assertThat(run.request().resource().id()).isEqualTo("web-1");
    }

    @Test
    void aWithheldStepIsAuditedOnceHoweverOftenItIsAskedAgain() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        run.answered(run.request(), SUCCESS, 1).recovered("web-1", 2).diagnosed("web-1", "leak", 3);
        for (int minute = 4; minute < 30; minute++) {
            run.due(minute);
        }
        assertThat(run.story()).containsOnlyOnce("WITHHELD cooldown");
    }

    @Test
    void noMoreRemediationsAreUnderWayThanTheGroupAllows() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        run.diagnosed("web-1", "leak", 0).diagnosed("web-2", "leak", 0).diagnosed("web-3", "leak", 0);
        assertThat(run.requests).hasSize(2);
        assertThat(run.story()).endsWith("WITHHELD in-flight");
        run.answered(run.requests.get(0), SUCCESS, 3).due(4);
        assertThat(run.requests).as("verifying still counts").hasSize(2);
        run.recovered("web-1", 5).due(6);
        assertThat(run.requests).hasSize(3);
        assertThat(run.ledger().inFlight().size()).isEqualTo(2);
    }

    @Test
    void aStepWithheldForTooLongIsHandedOver() {
        GroupRun run = GroupRun.with(Mode.ENFORCE, GroupRun.guardrails(Duration.ofHours(9), 9));
        run.diagnosed("web-1", "leak", 0).answered(run.request(), SUCCESS, 1).recovered("web-1", 2);
        run.diagnosed("web-1", "leak", 10);
        assertThat(run.due(10 + 4 * 60 - 1).state("web-1")).isEqualTo(CaseState.WAITING);
        assertThat(run.due(10 + 4 * 60).state("web-1")).isEqualTo(CaseState.HANDED_OVER);
        assertThat(run.story()).endsWith("ESCALATED");
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void aPausedGroupSendsNothingUntilItIsResumed() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).pause(true, 0).diagnosed("web-1", "leak", 1);
        assertThat(run.story()).containsExactly("PAUSED", "DIAGNOSED", "WITHHELD paused");
        assertThat(run.audit.get(0).actor()).isEqualTo("ada");
        run.due(5);
        assertThat(run.requests).isEmpty();
        run.pause(false, 6).due(7);
        assertThat(run.story()).endsWith("RESUMED", "SENT");
    }

    @Test
    void aPauseDoesNotForgetWhatIsUnderWay() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).pause(true, 1);
        run.answered(run.request(), SUCCESS, 2).recovered("web-1", 3);
        assertThat(run.story()).endsWith("SUCCEEDED", "VERIFIED");
    }

    @Test
    void aProposalWaitsForAPersonAndIsSentOnApproval() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        assertThat(run.requests).isEmpty();
        String proposed = run.proposed("web-1");
        run.approval(proposed, true, 10);
        assertThat(run.story()).containsExactly("DIAGNOSED", "PROPOSED", "APPROVED", "SENT");
        assertThat(run.request().commandId()).isEqualTo(proposed);
        assertThat(run.request().expiresAt()).isEqualTo(GroupRun.minute(20));
        run.approval(proposed, true, 11);
        assertThat(run.last.matched()).as("a second approval").isFalse();
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void everyStepNeedsAnApprovalOfItsOwn() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        run.approval(run.proposed("web-1"), true, 1).answered(run.request(), CommandState.FAILED, 2);
        assertThat(run.story()).endsWith("FAILED", "PROPOSED");
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void anApprovedStepStaysApprovedWhileAGuardrailWithholdsIt() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0).pause(true, 1);
        run.approval(run.proposed("web-1"), true, 2);
        assertThat(run.story()).endsWith("APPROVED", "WITHHELD paused");
        assertThat(run.pause(false, 3).due(4).story()).endsWith("RESUMED", "SENT");
    }

    @Test
    void aDeclinedProposalIsLeftToThePersonWhoDeclined() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        run.approval(run.proposed("web-1"), false, 10).due(120);
        assertThat(run.requests).isEmpty();
        assertThat(run.state("web-1")).isEqualTo(CaseState.HANDED_OVER);
        assertThat(run.story()).endsWith("DECLINED");
    }

    @Test
    void aProposalNobodyApprovesIsHandedOver() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0).due(59);
        assertThat(run.state("web-1")).isEqualTo(CaseState.PROPOSED);
        run.due(60).approval(run.proposed("web-1"), true, 61);
        assertThat(run.last.matched()).as("an approval that comes too late").isFalse();
        assertThat(run.story()).endsWith("EXPIRED", "ESCALATED", "UNMATCHED");
        assertThat(run.requests).isEmpty();
    }

    @Test
    void anApprovalOfAnUnknownCommandMatchesNothing() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0).approval("never-proposed", true, 1);
        assertThat(run.last.matched()).isFalse();
        assertThat(run.state("web-1")).isEqualTo(CaseState.PROPOSED);
    }

    @Test
    void aFullLedgerTakesNoFurtherResourceButStillServesThoseItKnows() {
        GroupRun run = GroupRun.in(Mode.OBSERVE);
        for (int i = 0; i < GroupLedger.MOST_CASES; i++) {
            run.diagnosed("web-" + i, "leak", 0);
        }
        run.diagnosed("one-too-many", "leak", 1);
        assertThat(run.story()).endsWith("DIAGNOSED", "WITHHELD ledger-full");
        assertThat(run.ledger().openCases()).isEqualTo(GroupLedger.MOST_CASES);
        run.diagnosed("web-7", "runaway", 2);
        assertThat(run.story()).endsWith("DIAGNOSED", "WITHHELD observe-only");
        run.recovered("web-7", 3).diagnosed("one-too-many", "leak", 4);
        assertThat(run.state("one-too-many")).isEqualTo(CaseState.HANDED_OVER);
    }
}
