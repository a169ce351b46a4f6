package dev.fleetshadow.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.DomainHold.Cause;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.remediation.Guardrails.Budget;
import dev.fleetshadow.remediation.Guardrails.Doubt;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each guardrail withholds what it is there for, lets the near miss through, and holds nothing once it is disabled. */
class GuardsTest {

    private static final Guardrails LIMITS = GroupRun.guardrails(Duration.ofMinutes(30), 2);

    @Test
    void inputThatIsTooOldIsNotActedOnUntilItHasCaughtUp() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        lag(run, Duration.ofMinutes(16));
        run.diagnosed("web-1", "leak", 0);
        assertThat(run.story()).endsWith("WITHHELD input-stale");
        assertThat(run.audit.get(1).reason()).contains("16 min old, 15 are allowed");
        lag(run, Duration.ofMinutes(15));
        assertThat(run.due(1).requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"CORRELATED, domain-held", "STALLED, telemetry-stalled"})
    void aMemberOfADomainThatIsHeldIsLeftAloneUntilItIsReleased(Cause cause, String guardrail) {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        String domain = Domains.ofGroup(GroupRun.GROUP);
        DomainHold hold = new DomainHold(domain, cause, 10, 5, GroupRun.minute(1));
        hold(run, new Hold(hold, GroupRun.minute(20)));
        run.diagnosed("web-1", "leak", 1);
        assertThat(run.story()).endsWith("WITHHELD " + guardrail);
        assertThat(run.audit.get(1).reason()).contains("5 of 10 members of group=web");
        assertThat(run.due(19).requests).isEmpty();
        assertThat(run.due(20).requests).hasSize(1);
    }

    @Test
    void aHoldThatIsToldEarlyDoesNotConcernADecisionBeforeIt() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        hold(run, new Hold(new DomainHold("group=web", Cause.CORRELATED, 10, 5, GroupRun.minute(2)), null));
        assertThat(run.diagnosed("web-1", "leak", 1).requests).hasSize(1);
    }

    @Test
    void aTrippedBreakerStopsEveryGroupUntilItIsResumed() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        stop(run, Stop.tripped("fleet-shadow", "300 of 1000 raised an alarm", GroupRun.minute(0)));
        run.diagnosed("web-1", "leak", 1);
        assertThat(run.story()).endsWith("WITHHELD tripped");
        assertThat(run.due(60 * 24).requests)
                .as("nobody is called for it either: people know")
                .isEmpty();
        assertThat(run.story()).doesNotContain("ESCALATED");
        stop(run, null);
        assertThat(run.due(60 * 24 + 1).requests).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DRAINING", "PROVISIONING", "STOPPED"})
    void aResourceOnItsWayInOrOutIsLeftAlone(ResourceStatus status) {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        run.seen("web-1", status, 20, List.of("leak"), false, 0).diagnosed("web-1", "leak", 0);
        assertThat(run.story()).endsWith("WITHHELD planned");
        run.seen("web-1", ResourceStatus.RUNNING, 20, List.of("leak"), false, 1).due(1);
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void whatIsNoLongerToBeSeenAtTheMomentOfActingIsNotActedOn() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        run.seen("web-1", ResourceStatus.RUNNING, 60, List.of(), false, 5);
        run.approval(run.proposed("web-1"), true, 10);
        assertThat(run.story()).endsWith("APPROVED", "WITHHELD condition-cleared");
        run.seen("web-1", ResourceStatus.RUNNING, 20, List.of("leak"), false, 11)
                .due(11);
        assertThat(run.requests)
                .as("it came back, and the approval still holds")
                .hasSize(1);
    }

    @Test
    void anApprovalIsNoLongerGoodAfterItsTime() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0).pause(true, 1);
        run.approval(run.proposed("web-1"), true, 2).pause(false, 61).due(62);
        assertThat(run.requests).isEmpty();
        assertThat(run.story()).endsWith("RESUMED", "PROPOSED");
    }

    @ParameterizedTest
    @CsvSource({"54.9, SENT", "55, WITHHELD score"})
    void aPlaybookMayAskForALowScore(double score, String story) {
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.ENFORCE, LIMITS, book("restart-service", 55)));
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
        GroupRun run = GroupRun.with(
                GroupRun.rules(Mode.ENFORCE, doubting(new Doubt(0.9, 20, Duration.ofHours(1), 0)), book(action, 100)));
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
    void anActionThatNeedsPeersIsNotTakenWithoutOneThatIsWell() {
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.ENFORCE, LIMITS, book("redirect-traffic", 100)));
        run.counted(new Tally(3, 2, 1, 3), 0).diagnosed("web-1", "leak", 0);
        assertThat(run.story()).endsWith("WITHHELD no-target");
        run.counted(new Tally(3, 2, 0, 3), 1).due(1);
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void aParameterThatCannotBeFilledInIsNoTargetAndNothingIsSent() {
        PlaybookStep step = new PlaybookStep(
                "restart-service",
                Map.of("service", "${labels.service}"),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(60));
        Playbook book = new Playbook("leak", List.of(Glob.of("*")), 100, List.of(step), Selection.STATIC, 8, null);
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.ENFORCE, LIMITS, book)).diagnosed("web-1", "leak", 0);
        assertThat(run.requests).isEmpty();
        assertThat(run.story()).endsWith("WITHHELD no-target");
        assertThat(run.audit.get(1).reason()).contains("service", "the resource has no labels.service");
        run.due(5 * 60);
        assertThat(run.story()).endsWith("ESCALATED");
    }

    @ParameterizedTest
    @CsvSource({"11, 6, SENT", "11, 7, WITHHELD healthy-share", "1, 1, SENT", "0, 0, WITHHELD healthy-share"})
    void halfOfTheOthersMustBeWellBeforeOneIsTakenOutOfService(int members, int ill, String story) {
        GroupRun run = GroupRun.in(Mode.ENFORCE).counted(new Tally(members, ill, 0, ill), 0);
        assertThat(run.diagnosed("web-1", "leak", 0).story()).endsWith(story);
    }

    @Test
    void whatTakesNothingOutOfServiceDoesNotAskForTheOthers() {
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.ENFORCE, LIMITS, book("scale-up", 100)));
        run.counted(new Tally(10, 9, 0, 9), 0).diagnosed("web-1", "leak", 0);
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void noMoreCommandsAreSentWithinAnHourThanTheGroupAllows() {
        Guardrails limits = budgeted(new Budget(Amount.of(99), Amount.share(0.03), 0));
        GroupRun run = GroupRun.with(Mode.ENFORCE, limits);
        for (int i = 0; i < 5; i++) {
            run.diagnosed("web-" + i, "leak", i);
        }
        assertThat(run.requests).as("3 %% of 100 members").hasSize(3);
        assertThat(run.story()).endsWith("WITHHELD hourly-budget");
        assertThat(run.due(59).requests).hasSize(3);
        assertThat(run.due(60).requests).hasSize(4);
        assertThat(run.due(61).requests).hasSize(5);
    }

    @Test
    void diagnosticsAreFreeOfBudgets() {
        Guardrails limits = budgeted(new Budget(Amount.of(1), Amount.of(1), 0));
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.ENFORCE, limits, book("collect-diagnostics", 100)));
        run.diagnosed("web-1", "leak", 0).diagnosed("web-2", "leak", 0).diagnosed("web-3", "leak", 0);
        assertThat(run.requests).hasSize(3);
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
        GroupRun run = GroupRun.with(Mode.ENFORCE, new Guardrails(free, LIMITS.patience(), half, Set.of()));
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

    /** What a policy disables is not asked, and only that. */
    @ParameterizedTest
    @EnumSource(names = {"INPUT_STALE", "CONFIDENCE", "HEALTHY_SHARE", "COOLDOWN"})
    void aDisabledGuardrailWithholdsNothing(Guardrail guardrail) {
        Set<Guardrail> others =
                EnumSet.of(Guardrail.INPUT_STALE, Guardrail.CONFIDENCE, Guardrail.HEALTHY_SHARE, Guardrail.COOLDOWN);
        for (boolean disabled : List.of(true, false)) {
            Set<Guardrail> off = EnumSet.copyOf(others);
            if (!disabled) {
                off.remove(guardrail);
            }
            Guardrails limits =
                    new Guardrails(LIMITS.budget(), LIMITS.patience(), new Doubt(1, 20, Duration.ofHours(1), 0), off);
            GroupRun run = GroupRun.with(Mode.ENFORCE, limits).counted(new Tally(10, 9, 0, 9), 0);
            lag(run, Duration.ofHours(2));
            run.diagnosed("web-1", "leak", 0);
            if (!run.requests.isEmpty()) {
                run.answered(run.request(), CommandState.SUCCESS, 1).recovered("web-1", 2);
                run.diagnosed("web-1", "leak", 3);
            }
            assertThat(run.requests.size() == 2).as("%s disabled", guardrail).isEqualTo(disabled);
        }
    }

    private static Playbook book(String action, double scoreBelow) {
        Playbook plain = GroupRun.playbook("leak", null, action);
        return new Playbook("leak", plain.kinds(), scoreBelow, plain.steps(), Selection.STATIC, 8, null);
    }

    private static Guardrails doubting(Doubt doubt) {
        return new Guardrails(LIMITS.budget(), LIMITS.patience(), doubt, Set.of());
    }

    private static Guardrails budgeted(Budget budget) {
        return new Guardrails(budget, LIMITS.patience(), LIMITS.doubt(), Set.of());
    }

    private static void lag(GroupRun run, Duration lag) {
        Situation now = run.situation;
        run.situation = new Situation(
                now.rules(), now.stop(), now.holds(), now.labels(), now.windows(), now.effects(), lag, now.mostLag());
    }

    private static void hold(GroupRun run, Hold hold) {
        Situation now = run.situation;
        run.situation = new Situation(
                now.rules(),
                now.stop(),
                Map.of(hold.hold().domain(), List.of(hold)),
                now.labels(),
                now.windows(),
                now.effects(),
                now.lag(),
                now.mostLag());
    }

    private static void stop(GroupRun run, Stop stop) {
        Situation now = run.situation;
        run.situation = new Situation(
                now.rules(), stop, now.holds(), now.labels(), now.windows(), now.effects(), now.lag(), now.mostLag());
    }
}
