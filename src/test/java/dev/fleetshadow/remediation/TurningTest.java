package dev.fleetshadow.remediation;

import static dev.fleetshadow.action.CommandState.FAILED;
import static dev.fleetshadow.action.CommandState.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.DomainHold.Cause;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What else befalls a resource while something is being done about it, and what changes around it meanwhile. */
class TurningTest {

    @Test
    void aCaseThatWaitsTurnsToTheFailureThatShowsInItsPlace() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).pause(true, 0).diagnosed("web-1", "leak", 0);
        run.diagnosed("web-1", "runaway", 5);
        run.seen("web-1", ResourceStatus.FAILED, 5, List.of("runaway"), false, 6);
        run.pause(false, 7).due(8);
        assertThat(run.story()).containsSubsequence("SUPERSEDED", "SENT");
        assertThat(run.actions()).containsExactly("rollback-release");
    }

    @Test
    void aCaseThatWaitsStaysWithWhatStillShows() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).pause(true, 0).diagnosed("web-1", "leak", 0);
        run.diagnosed("web-1", "runaway", 5);
        run.seen("web-1", ResourceStatus.RUNNING, 5, List.of("leak", "runaway"), false, 6);
        run.pause(false, 7).due(8);
        assertThat(run.actions()).containsExactly("restart-service");
    }

    @Test
    void anotherFailureThatHasPassedLeavesTheRecoveryAllItsTime() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        run.answered(run.request(), SUCCESS, 4).diagnosed("web-1", "runaway", 20);
        run.seen("web-1", ResourceStatus.RUNNING, 30, List.of("leak"), false, 40)
                .due(50)
                .due(51);
        assertThat(run.story()).doesNotContain("INEFFECTIVE");
        assertThat(run.recovered("web-1", 60).story()).endsWith("VERIFIED");
    }

    @Test
    void aFailureRightAfterTheActionThatStaysIsTurnedTo() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        run.answered(run.request(), SUCCESS, 4).diagnosed("web-1", "runaway", 6);
        run.seen("web-1", ResourceStatus.FAILED, 5, List.of("runaway"), false, 30)
                .due(36);
        assertThat(run.actions()).containsExactly("restart-service", "rollback-release");
    }

    @Test
    void aScoreThatFallsAgainBeforeTheAgentsLastWordIsNoRecovery() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).recovered("web-1", 2);
        run.seen("web-1", ResourceStatus.FAILED, 5, List.of(), false, 3).answered(run.request(), SUCCESS, 4);
        assertThat(run.state("web-1")).isEqualTo(CaseState.VERIFYING);
        assertThat(run.story()).doesNotContain("VERIFIED");
    }

    @Test
    void whatWasApprovedIsNotSentOnceThePolicyMeansAnotherStep() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        String proposed = run.proposed("web-1");
        Playbook other = GroupRun.playbook("leak", null, "rollback-release", "scale-up");
        run.situation = Situation.quiet(GroupRun.rules(Mode.APPROVE, GroupRun.LIMITS, other));
        run.approval(proposed, true, 5);
        assertThat(run.requests).isEmpty();
        assertThat(run.story()).endsWith("APPROVED", "PROPOSED");
        assertThat(run.audit.get(run.audit.size() - 1).action()).isEqualTo("rollback-release");
    }

    @Test
    void aStepThatStandsElsewhereInThePolicyIsStillTheSame() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        Playbook reordered = GroupRun.playbook("leak", null, "scale-up", "restart-service");
        run.situation = Situation.quiet(GroupRun.rules(Mode.APPROVE, GroupRun.LIMITS, reordered));
        run.approval(run.proposed("web-1"), true, 5).answered(run.request(), FAILED, 6);
        assertThat(run.actions()).containsExactly("restart-service");
        assertThat(run.audit.get(run.audit.size() - 1).action()).isEqualTo("scale-up");
    }

    @Test
    void whoApprovedCanStillSayNoWhileItWaits() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0).pause(true, 1);
        String proposed = run.proposed("web-1");
        run.approval(proposed, true, 2)
                .approval(proposed, false, 3)
                .pause(false, 4)
                .due(5);
        assertThat(run.story()).contains("DECLINED");
        assertThat(run.requests).isEmpty();
    }

    @Test
    void aCommandIsValidByTheClocksOfAgents() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        Situation now = run.situation;
        run.situation = new Situation(
                now.rules(), null, Map.of(), List.of(), List.of(), Map.of(), Duration.ofMinutes(14), now.mostLag());
        run.diagnosed("web-1", "leak", 0);
        assertThat(run.request().expiresAt()).isEqualTo(GroupRun.minute(24));
    }

    @Test
    void patienceWithPeopleDoesNotUseUpThePatienceWithGuardrails() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).pause(true, 0);
        for (int i = 0; i < 5; i++) {
            run.diagnosed("web-" + i, "leak", 0);
        }
        run.due(10 * 60).pause(false, 10 * 60).due(10 * 60 + 1).due(10 * 60 + 2);
        assertThat(run.requests).hasSize(2);
        assertThat(run.story()).doesNotContain("ESCALATED");
    }

    @Test
    void whoHasLeftForGoodIsForgottenInTheEnd() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        run.seen("web-1", ResourceStatus.DRAINING, 20, List.of("leak"), false, 0)
                .diagnosed("web-1", "leak", 0);
        int week = 7 * 24 * 60;
        assertThat(run.due(week - 1).ledger().openCases()).isEqualTo(1);
        assertThat(run.due(week + 1).story()).endsWith("FORGOTTEN");
        assertThat(run.ledger().openCases()).isZero();
    }

    @Test
    void aPersonWhoCouldNotBeToldDuringAZoneEventIsToldAfterIt() {
        Rules rules = GroupRun.rules(Mode.ENFORCE, GroupRun.LIMITS, GroupRun.CALL);
        Rules withDesk = new Rules(
                rules.actions(), rules.playbooks(), rules.trust(), GroupRun.LIMITS, List.of(), List.of(), "desk", 7);
        GroupRun run = GroupRun.with(withDesk);
        DomainHold hold = new DomainHold("group=web", Cause.CORRELATED, 10, 5, GroupRun.minute(0));
        Situation now = run.situation;
        run.situation = new Situation(
                withDesk,
                null,
                Map.of("group=web", List.of(new Hold(hold, GroupRun.minute(30)))),
                List.of(),
                List.of(),
                Map.of(),
                Duration.ZERO,
                now.mostLag());
        run.diagnosed("web-1", "mystery", 1);
        assertThat(run.story()).endsWith("ESCALATED", "WITHHELD domain-held");
        run.due(10).due(20);
        assertThat(run.requests).isEmpty();
        assertThat(run.story()).containsOnlyOnce("WITHHELD domain-held");
        run.due(31);
        assertThat(run.actions()).containsExactly("notify");
        assertThat(run.due(32).requests).as("once").hasSize(1);
    }
}
