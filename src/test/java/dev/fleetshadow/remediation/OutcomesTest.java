package dev.fleetshadow.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers arrive twice, late, and from where they should not; none of that changes what was decided. */
class OutcomesTest {

    @ParameterizedTest
    @EnumSource
    void anAnswerGivenTwiceCountsOnce(CommandState state) {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        RemediationRequest request = run.request();
        run.answered(request, state, 2);
        GroupLedger once = run.ledger();
        int entries = run.audit.size();
        run.answered(request, state, 3);
        assertThat(run.audit).hasSize(entries);
        assertThat(run.ledger()).isEqualTo(once);
        assertThat(run.last.requests()).isEmpty();
    }

    @Test
    void anInterimAnswerAfterTheFinalOneChangesNothing() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        RemediationRequest request = run.request();
        run.answered(request, CommandState.SUCCESS, 2).answered(request, CommandState.IN_PROGRESS, 3);
        run.answered(request, CommandState.FAILED, 4);
        assertThat(run.state("web-1")).isEqualTo(CaseState.VERIFYING);
        assertThat(run.story()).containsExactly("DIAGNOSED", "SENT", "SUCCEEDED");
    }

    @Test
    void anAnswerOfAnotherResourceIsNotBelieved() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        run.answered(run.request().commandId(), "web-2", CommandState.SUCCESS, 1);
        assertThat(run.last.matched()).isFalse();
        assertThat(run.state("web-1")).isEqualTo(CaseState.SENT);
    }

    @Test
    void anAnswerToACommandThatWasNeverSentMatchesNothing() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        run.answered(run.proposed("web-1"), "web-1", CommandState.SUCCESS, 1);
        assertThat(run.state("web-1")).as("only proposed").isEqualTo(CaseState.PROPOSED);
        run.answered("invented", "web-1", CommandState.SUCCESS, 2);
        assertThat(run.last.matched()).isFalse();
        assertThat(run.last.audit()).isEmpty();
    }

    @Test
    void anAnswerAfterTheCommandCountedAsUnansweredComesTooLate() {
        GroupRun run =
                GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0).due(20).due(30);
        assertThat(run.requests).hasSize(2);
        run.answered(run.requests.get(0), CommandState.SUCCESS, 31);
        assertThat(run.last.matched()).isFalse();
        assertThat(run.state("web-1")).isEqualTo(CaseState.SENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anAnswerThatNamesNothingCannotBeMade(String blank) {
        assertThatThrownBy(() ->
                        new RemediationOutcome(blank, "web-1", "web", CommandState.SUCCESS, GroupRun.minute(0), ""))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("commandId");
        assertThatThrownBy(() ->
                        new RemediationOutcome("id", "web-1", blank, CommandState.SUCCESS, GroupRun.minute(0), ""))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("resource.group");
    }

    @Test
    void aLongDetailIsCut() {
        RemediationOutcome outcome = new RemediationOutcome(
                "id", "web-1", "web", CommandState.FAILED, GroupRun.minute(0), "x".repeat(10_000));
        assertThat(outcome.detail()).hasSize(2_000);
    }
}
