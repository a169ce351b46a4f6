package dev.fleetshadow.remediation;

import static dev.fleetshadow.action.CommandState.FAILED;
import static dev.fleetshadow.action.CommandState.IN_PROGRESS;
import static dev.fleetshadow.action.CommandState.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.RemediationRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an episode becomes, from its diagnosis to its last word. */
class RemediationPlannerTest {

    @Test
    void observingDecidesAndRecordsButSendsNothing() {
        GroupRun run = GroupRun.in(Mode.OBSERVE).diagnosed("web-1", "leak", 0);
        assertThat(run.requests).isEmpty();
        assertThat(run.story()).containsExactly("DIAGNOSED", "WITHHELD observe-only");
        assertThat(run.audit.get(1).reason()).contains("restart-service");
        assertThat(run.recovered("web-1", 5).story()).endsWith("RECOVERED");
        assertThat(run.state("web-1")).isNull();
    }

    @Test
    void aPlaybooksOwnModeWinsOverThatOfTheJob() {
        Playbook bold = GroupRun.playbook("leak", Mode.ENFORCE, "restart-service");
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.OBSERVE, Guardrails.DEFAULT, bold));
        assertThat(run.diagnosed("web-1", "leak", 0).requests).hasSize(1);
    }

    @Test
    void enforcingSendsFollowsAndVerifiesByTheScore() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        RemediationRequest request = run.request();
        assertThat(request.action()).isEqualTo("restart-service");
        assertThat(request.parameters()).isEqualTo(Map.of("service", "checkout"));
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(Duration.between(request.issuedAt(), request.expiresAt())).hasMinutes(10);
        run.answered(request, IN_PROGRESS, 1).answered(request, SUCCESS, 4);
        assertThat(run.state("web-1")).isEqualTo(CaseState.VERIFYING);
        run.recovered("web-1", 30);
        assertThat(run.story()).containsExactly("DIAGNOSED", "SENT", "ACKNOWLEDGED", "SUCCEEDED", "VERIFIED");
        assertThat(run.ledger().openCases()).isZero();
    }

    @Test
    void theAgentsSuccessWithoutARecoveryIsIneffectiveAndTheNextStepIsTried() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        run.answered(run.request(), SUCCESS, 4).due(63);
        assertThat(run.story()).doesNotContain("INEFFECTIVE");
        run.due(64);
        assertThat(run.story()).endsWith("INEFFECTIVE", "SENT");
        assertThat(run.actions()).containsExactly("restart-service", "scale-up");
        assertThat(run.request().attempt()).isEqualTo(2);
        assertThat(run.request().commandId()).isNotEqualTo(run.requests.get(0).commandId());
    }

    @Test
    void afterTheLastStepAPersonIsCalledAndNothingMoreIsSent() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "runaway", 0);
        run.answered(run.request(), SUCCESS, 4).due(64);
        assertThat(run.story()).endsWith("INEFFECTIVE", "ESCALATED", "QUARANTINED");
        assertThat(run.state("web-1")).isEqualTo(CaseState.HANDED_OVER);
        run.due(500);
        assertThat(run.requests).hasSize(1);
        assertThat(run.recovered("web-1", 600).story()).endsWith("RECOVERED");
    }

    @Test
    void aHandedOverCaseIsForgottenAfterAWeek() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "mystery", 0);
        int week = 7 * 24 * 60;
        assertThat(run.due(week - 1).ledger().openCases()).isEqualTo(1);
        assertThat(run.due(week).ledger().openCases()).isZero();
    }

    @Test
    void aModeWithoutAPlaybookOrWithoutStepsCallsAPersonAtOnce() {
        GroupRun run =
                GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "mystery", 0).diagnosed("web-2", "never-heard", 0);
        assertThat(run.requests).isEmpty();
        assertThat(run.story()).containsExactly("DIAGNOSED", "ESCALATED", "DIAGNOSED", "ESCALATED");
    }

    @Test
    void anEpisodeUnderWayWithholdsTheNextDiagnosisOfItsResource() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).diagnosed("web-1", "runaway", 1);
        assertThat(run.requests).hasSize(1);
        assertThat(run.story()).endsWith("DIAGNOSED", "WITHHELD episode-open");
    }

    @Test
    void anotherDiagnosisWhileVerifyingIsTurnedToIfTheRecoveryDoesNotCome() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        run.diagnosed("web-1", "leak", 0).answered(run.request(), SUCCESS, 4);
        run.diagnosed("web-1", "leak", 20).diagnosed("web-1", "runaway", 21);
        assertThat(run.story()).endsWith("WITHHELD episode-open", "DIAGNOSED", "WITHHELD episode-open");
        assertThat(run.due(50).story()).endsWith("WITHHELD episode-open");
        assertThat(run.due(51).story()).endsWith("INEFFECTIVE", "SENT");
        assertThat(run.actions()).containsExactly("restart-service", "rollback-release");
    }

    @Test
    void anotherDiagnosisWhileVerifyingIsForgottenWhenTheRecoveryComes() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        run.diagnosed("web-1", "leak", 0).answered(run.request(), SUCCESS, 4);
        run.diagnosed("web-1", "runaway", 21).recovered("web-1", 30);
        assertThat(run.due(51).story()).endsWith("VERIFIED");
        assertThat(run.actions()).containsExactly("restart-service");
    }

    @Test
    void anExpiredCommandIsFollowedByTheNextStep() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).due(19);
        assertThat(run.story()).endsWith("SENT");
        run.due(20);
        assertThat(run.story()).endsWith("EXPIRED", "WITHHELD cooldown");
        assertThat(run.due(30).actions()).containsExactly("restart-service", "scale-up");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "TIMED_OUT", "CANCELLED", "REJECTED"})
    void aFailedCommandIsFollowedByTheNextStepWithoutCooldown(CommandState state) {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        run.answered(run.request(), state, 2);
        assertThat(run.story()).endsWith("FAILED", "SENT");
        assertThat(run.audit.get(2).reason()).startsWith(state.wireName());
        assertThat(run.actions()).containsExactly("restart-service", "scale-up");
    }

    @Test
    void aScoreThatComesBackBeforeAnythingIsDoneClosesTheCase() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0).recovered("web-1", 5);
        assertThat(run.story()).containsExactly("DIAGNOSED", "PROPOSED", "RECOVERED");
        assertThat(run.requests).isEmpty();
    }

    @Test
    void aScoreThatComesBackBeforeTheAgentsLastWordVerifiesWithIt() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).recovered("web-1", 3);
        assertThat(run.state("web-1")).isEqualTo(CaseState.SENT);
        run.answered(run.request(), SUCCESS, 4);
        assertThat(run.story()).containsExactly("DIAGNOSED", "SENT", "SUCCEEDED", "VERIFIED");
        assertThat(run.ledger().openCases()).isZero();
    }

    @Test
    void aResourceThatIsWellAgainIsNotActedOnBecauseItsCommandFailed() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).recovered("web-1", 3);
        run.answered(run.request(), FAILED, 4);
        assertThat(run.story()).containsExactly("DIAGNOSED", "SENT", "FAILED", "RECOVERED");
        assertThat(run.requests).hasSize(1);
        assertThat(run.ledger().openCases()).isZero();
    }

    @Test
    void aResourceThatIsWellAgainIsNotActedOnBecauseItsAgentNeverAnswered() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).recovered("web-1", 3);
        run.due(20).due(60);
        assertThat(run.story()).containsExactly("DIAGNOSED", "SENT", "EXPIRED", "RECOVERED");
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void aRelapseBeforeTheAgentsLastWordTakesTheRecoveryBack() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).recovered("web-1", 3);
        run.diagnosed("web-1", "leak", 8).answered(run.request(), SUCCESS, 9);
        assertThat(run.state("web-1")).isEqualTo(CaseState.VERIFYING);
        assertThat(run.story()).doesNotContain("VERIFIED");
    }

    @Test
    void aRecoveryOfAResourceWithoutACaseIsNoNews() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).recovered("web-1", 0);
        assertThat(run.audit).isEmpty();
    }
}
