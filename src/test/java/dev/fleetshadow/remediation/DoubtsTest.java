package dev.fleetshadow.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.remediation.Guardrails.Budget;
import dev.fleetshadow.remediation.Guardrails.Doubt;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is doubtful is not acted on: a weak diagnosis, a resource that flaps, the noise of an action, and the share held out. */
class DoubtsTest {

    @ParameterizedTest
    @CsvSource({"54.9, SENT", "55, WITHHELD score"})
    void aPlaybookMayAskForALowScore(double score, String story) {
        GroupRun run =
                GroupRun.with(GroupRun.rules(Mode.ENFORCE, GroupRun.LIMITS, GroupRun.book("restart-service", 55)));
        run.seen("web-1", ResourceStatus.RUNNING, score, List.of("leak"), false, 0)
                .diagnosed("web-1", "leak", 0);
        assertThat(run.story()).endsWith(story);
    }

    @ParameterizedTest
    @CsvSource({
        "0.91, restart-service, SENT", "0.85, restart-service, WITHHELD confidence",
        "0.95, replace, SENT", "0.91, replace, WITHHELD confidence",
        "0.91, scale-up, SENT", "0.0, collect-diagnostics, SENT"
    })
    void theMoreAnActionDisruptsTheMoreConfidenceItNeeds(double confidence, String action, String story) {
        GroupRun run = GroupRun.with(GroupRun.rules(
                Mode.ENFORCE, doubting(new Doubt(0.9, 20, Duration.ofHours(1), 0)), GroupRun.book(action, 100)));
        run.event(GroupEvent.of(GroupRun.diagnosis("web-1", "leak", 0, confidence)), 0);
        assertThat(run.story()).contains(story);
    }

    @Test
    void aResourceThatFlapsIsPutInQuarantineAndTheNextEpisodeIsNotActedOn() {
        GroupRun run = GroupRun.with(Mode.ENFORCE, doubting(new Doubt(0, 2, Duration.ofHours(6), 0)));
        for (int minute : List.of(0, 40, 80)) {
            run.diagnosed("web-1", "leak", minute);
            if (minute < 80) {
                run.answered(run.request(), CommandState.SUCCESS, minute + 1).recovered("web-1", minute + 2);
            }
        }
        assertThat(run.requests).hasSize(2);
        assertThat(run.story()).endsWith("DIAGNOSED", "WITHHELD flapping", "ESCALATED", "QUARANTINED");
        run.recovered("web-1", 90).diagnosed("web-1", "leak", 12 * 60);
        assertThat(run.story()).endsWith("DIAGNOSED", "WITHHELD quarantined");
        assertThat(run.story()).as("a person was called once").containsOnlyOnce("ESCALATED");
        assertThat(run.requests).hasSize(2);
    }

    @Test
    void whatIsDiagnosedWhileACaseIsOpenBelongsToItsEpisodeUntilItIsTurnedTo() {
        GroupRun run = GroupRun.with(Mode.ENFORCE, doubting(new Doubt(0, 2, Duration.ofHours(6), 0)));
        run.diagnosed("web-1", "leak", 0).answered(run.request(), CommandState.SUCCESS, 1);
        run.diagnosed("web-1", "runaway", 12).diagnosed("web-1", "leak", 14).due(12 + 30);
        assertThat(run.actions()).containsExactly("restart-service", "rollback-release");
        assertThat(run.story()).doesNotContain("WITHHELD flapping");
    }

    @Test
    void twoFailuresThatTakeTurnsDoNotGoOnForEver() {
        GroupRun run = GroupRun.with(Mode.ENFORCE, doubting(new Doubt(0, 4, Duration.ofHours(12), 0)));
        run.diagnosed("web-1", "leak", 0);
        for (int minute = 0; minute < 600; minute += 40) {
            String other = minute / 40 % 2 == 0 ? "runaway" : "leak";
            if (run.state("web-1") == CaseState.SENT) {
                run.answered(run.request(), CommandState.SUCCESS, minute + 1);
            }
            run.diagnosed("web-1", other, minute + 12);
            run.due(minute + 41).due(minute + 42).due(minute + 43);
        }
        assertThat(run.story()).contains("WITHHELD flapping", "QUARANTINED");
        assertThat(run.requests).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void twoEpisodesADayApartAreNoFlapping() {
        GroupRun run = GroupRun.with(Mode.ENFORCE, doubting(new Doubt(0, 1, Duration.ofHours(6), 0)));
        run.diagnosed("web-1", "leak", 0).answered(run.request(), CommandState.SUCCESS, 1);
        run.recovered("web-1", 2).diagnosed("web-1", "leak", 6 * 60 + 1);
        assertThat(run.requests).hasSize(2);
    }

    @Test
    void aPersonReleasesFromQuarantine() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "runaway", 0);
        run.answered(run.request(), CommandState.SUCCESS, 1).due(61);
        assertThat(run.story()).endsWith("ESCALATED", "QUARANTINED");
        run.control(
                ControlMessage.release(GroupRun.GROUP, "web-1", "ada", "replaced its fan", GroupRun.minute(70)), 70);
        assertThat(run.story()).endsWith("RELEASED");
        run.recovered("web-1", 71).diagnosed("web-1", "runaway", 72);
        assertThat(run.requests).hasSize(2);
        run.control(ControlMessage.release(GroupRun.GROUP, "web-9", "ada", "", GroupRun.minute(73)), 73);
        assertThat(run.story()).endsWith("UNMATCHED");
    }

    @Test
    void theNoiseOfAnActionIsNotTakenForAnotherFailure() {
        GroupRun run = GroupRun.in(Mode.ENFORCE).diagnosed("web-1", "leak", 0);
        run.answered(run.request(), CommandState.SUCCESS, 3).diagnosed("web-1", "runaway", 12);
        assertThat(run.story()).endsWith("WITHHELD settling");
        run.seen("web-1", ResourceStatus.RUNNING, 20, List.of("leak"), false, 20);
        assertThat(run.due(45).requests)
                .as("the noise did not become the next step")
                .hasSize(1);
        run.diagnosed("web-1", "runaway", 46).due(63);
        assertThat(run.story()).endsWith("INEFFECTIVE", "SENT");
    }

    @Test
    void someEpisodesAreLeftAloneToMeasureWhatActingIsWorthUntilTheyFail() {
        Doubt half = new Doubt(0, 20, Duration.ofHours(6), 0.5);
        Budget free = new Budget(Amount.of(1000), Amount.of(1000), 0);
        GroupRun run = GroupRun.with(Mode.ENFORCE, new Guardrails(free, GroupRun.LIMITS.patience(), half, Set.of()));
        for (int i = 0; i < 200; i++) {
            run.diagnosed("web-" + i, "leak", i);
        }
        long heldOut = run.story().stream().filter("WITHHELD hold-out"::equals).count();
        assertThat(heldOut).isBetween(70L, 130L);

        GroupRun one = GroupRun.with(Mode.ENFORCE, doubting(half));
        int i = 0;
        for (one.diagnosed("x", "leak", i); one.state("x") != CaseState.HELD_OUT; i++) {
            one.recovered("x", i)
                    .answered(one.request(), CommandState.FAILED, i)
                    .diagnosed("x", "leak", i + 1);
        }
        int sent = one.requests.size();
        one.seen("x", ResourceStatus.FAILED, 5, List.of("leak"), false, i + 2);
        assertThat(one.story()).endsWith("RESOURCE_FAILED", "SENT");
        assertThat(one.requests).hasSize(sent + 1);
    }

    private static Guardrails doubting(Doubt doubt) {
        return new Guardrails(GroupRun.LIMITS.budget(), GroupRun.LIMITS.patience(), doubt, Set.of());
    }
}
