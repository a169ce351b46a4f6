package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.codec.HealthSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page answers why something was done, why it was not, and what is waited for. */
class EpisodePageTest {

    @Test
    void aCommandIsTracedFromItsMetricToTheRecoveryThatVerifiesIt() throws IOException {
        CaseRun run = new CaseRun(Mode.ENFORCE)
                .scored(-20, 82)
                .scored(-5, 38)
                .scored(0, 31)
                .diagnosed("web-1", 0)
                .answered(CommandState.IN_PROGRESS, 1)
                .answered(CommandState.SUCCESS, 3)
                .scored(40, 76)
                .seen(76, true, 40);
        String command = run.last().commandId();
        assertThat(new EpisodePage(run.episode()).text().lines().map(String::strip))
                .containsSubsequence(
                        "web-1, resource of group web: memory-exhaustion",
                        "Score",
                        "2026-01-05T09:40:00Z   82  warning   running       system.memory.utilization +6.1σ",
                        "2026-01-05T09:55:00Z   38  warning   running       system.memory.utilization +6.1σ  ← first signs",
                        "2026-01-05T10:00:00Z   31  warning   running       system.memory.utilization +6.1σ  ← diagnosed, sent,"
                                + " succeeded",
                        "2026-01-05T10:40:00Z   76  warning   running       system.memory.utilization +6.1σ  ← verified",
                        "Diagnosis",
                        "first signs 2026-01-05T09:55:00Z, diagnosed 2026-01-05T10:00:00Z (5m later)",
                        "confidence 0.90, score 31",
                        "failure expected 2026-01-05T16:00:00Z, in 6h 00m",
                        "- system.memory.utilization +7.7σ",
                        "Decisions",
                        "2026-01-05T10:00:00Z  sent restart-service: no guardrail withholds it",
                        "2026-01-05T10:03:00Z  succeeded restart-service (agent of web-1): so it is",
                        "2026-01-05T10:40:00Z  verified restart-service: the score came back after it",
                        "Command " + command,
                        "restart-service on web-1, attempt 1, issued 2026-01-05T10:00:00Z, valid until"
                                + " 2026-01-05T10:30:00Z",
                        "2026-01-05T10:01:00Z  the agent: InProgress, so it is",
                        "2026-01-05T10:03:00Z  the agent: Success, so it is",
                        "Now",
                        "Closed: the recovery is verified by the score.");
    }

    @Test
    void whatWouldHaveBeenDoneIsSaidWhereOneOnlyObserves() throws IOException {
        CaseRun run = new CaseRun(Mode.OBSERVE).diagnosed("web-1", 0);
        assertThat(new EpisodePage(run.episode()).text())
                .contains("withheld restart-service by observe-only: observing only; would send restart-service");
        assertThat(run.now()).startsWith("Observing only");
    }

    @Test
    void aProposalNamesWhatToTypeAndUntilWhen() throws IOException {
        CaseRun run = new CaseRun(Mode.APPROVE).diagnosed("web-1", 0);
        String command = run.last().commandId();
        assertThat(run.now()).contains("approve " + command, "deny " + command, "until " + CaseRun.minute(60));
        assertThat(run.decide(true, 5).now())
                .isEqualTo("Waits for the agent's answer until " + CaseRun.minute(65) + ".");
        assertThat(new EpisodePage(run.episode()).text()).contains("approved restart-service (ada): looked at it");
    }

    @Test
    void whoDeclinedAndWhatThatMeansIsSaid() throws IOException {
        CaseRun run = new CaseRun(Mode.APPROVE).diagnosed("web-1", 0).decide(false, 5);
        assertThat(new EpisodePage(run.episode()).text()).contains("declined restart-service (ada): looked at it");
        assertThat(run.now()).startsWith("Declined");
    }

    @Test
    void aPauseIsWaitedForAsLongAsItTakesAndALimitUntilAPersonIsCalled() throws IOException {
        assertThat(new CaseRun(Mode.ENFORCE).pause(0).diagnosed("web-1", 1).now())
                .isEqualTo("Waits behind paused for as long as it takes.");
        assertThat(new CaseRun(Mode.ENFORCE)
                        .diagnosed("web-1", 0)
                        .diagnosed("web-2", 1)
                        .diagnosed("web-3", 2)
                        .now())
                .isEqualTo("Waits behind in-flight, which is asked again every minute; a person is called if that lasts"
                        + " until " + CaseRun.minute(2 + 4 * 60) + ".");
    }

    @Test
    void whatTheAgentAndTheScoreAreWaitedForIsSaidWithItsEnd() throws IOException {
        CaseRun run = new CaseRun(Mode.ENFORCE).diagnosed("web-1", 0);
        assertThat(run.answered(CommandState.IN_PROGRESS, 1).now())
                .isEqualTo("The agent is at it; waits for its last word until " + CaseRun.minute(60) + ".");
        assertThat(run.answered(CommandState.SUCCESS, 3).now())
                .startsWith("The agent is done; waits for the score to come back until " + CaseRun.minute(363));
    }

    @Test
    void afterALadderWithoutSuccessItSaysHowToReleaseTheResource() throws IOException {
        CaseRun run = new CaseRun(Mode.ENFORCE).diagnosed("web-1", 0).answered(CommandState.FAILED, 1);
        assertThat(run.answered(CommandState.FAILED, 2).now())
                .contains(
                        "A person has to look at it",
                        "release web-1",
                        CaseRun.minute(2 + 24 * 60).toString());
    }

    @Test
    void aLongCourseIsToldInAFewLinesAndNoneThatMattersIsLeftOut() {
        List<HealthSummary> reports = new ArrayList<>();
        for (int minute = 0; minute < 300; minute++) {
            reports.add(new HealthSummary("web-1", CaseRun.minute(minute), "healthy", "running", 80, "cpu +1.0σ"));
        }
        ScoreCourse course = new ScoreCourse(reports);
        course.mark(CaseRun.minute(150).plusSeconds(20), "diagnosed");
        assertThat(course.lines())
                .hasSizeLessThanOrEqualTo(ScoreCourse.MOST_LINES)
                .first()
                .asString()
                .startsWith(CaseRun.START.toString());
        assertThat(course.lines())
                .last()
                .asString()
                .startsWith(CaseRun.minute(299).toString());
        assertThat(course.lines())
                .contains(CaseRun.minute(150) + "   80  healthy   running       cpu +1.0σ  ← diagnosed");
    }
}
