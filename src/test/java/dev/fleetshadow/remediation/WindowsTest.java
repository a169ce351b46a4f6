package dev.fleetshadow.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceSelector;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is being worked on is left alone, and every such time ends by itself. */
class WindowsTest {

    private static final Resource WEB = new Resource("web-1", "host", "web", Map.of("zone", "eu-1a"));

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "web, '', true",
        "db, '', false",
        "web, web-1, true",
        "web, web-2, false",
        "*, zone=eu-1a, true",
        "*, zone=eu-1b, false",
        "*, rack=r1, false",
        "*, zone=, false"
    })
    void aWindowCoversWhatItNames(String scope, String subject, boolean covered) {
        Window window = Window.of(announced(ControlKind.MAINTENANCE, "w", scope, subject, 10, 20));
        assertThat(window.covers(WEB)).isEqualTo(covered);
    }

    @Test
    void maintenanceHidesActionsAndListsThemWhenItIsOver() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        windows(run, announced(ControlKind.MAINTENANCE, "kernel", "web", "", 0, 600));
        run.diagnosed("web-1", "leak", 1).diagnosed("web-2", "runaway", 2);
        assertThat(run.story()).endsWith("DIAGNOSED", "WITHHELD maintenance");
        assertThat(run.audit.get(1).reason()).contains("maintenance kernel until", "by ada: work");
        run.due(300).recovered("web-2", 301);
        assertThat(run.requests).isEmpty();
        assertThat(run.story())
                .as("a long maintenance is no reason to call anybody")
                .doesNotContain("ESCALATED");
        run.due(600);
        assertThat(run.story()).endsWith("SENT", "MAINTENANCE_ENDED");
        assertThat(run.requests)
                .singleElement()
                .satisfies(request -> assertThat(request.resource().id()).isEqualTo("web-1"));
        assertThat(run.audit.get(run.audit.size() - 1).reason())
                .isEqualTo("kernel is over; it hid 2 actions: restart-service on web-1, rollback-release on web-2");
        assertThat(run.due(601).story()).containsOnlyOnce("MAINTENANCE_ENDED");
    }

    @Test
    void anAnnouncedChangeMakesSignsMeanLittle() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        windows(run, announced(ControlKind.CHANGE, "release-7", "web", "", 0, 30));
        run.diagnosed("web-1", "leak", 1);
        assertThat(run.story()).endsWith("WITHHELD change-announced");
        assertThat(run.due(30).requests).hasSize(1);
    }

    @Test
    void aWindowThatIsNotYetOpenHidesNothing() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        windows(run, announced(ControlKind.MAINTENANCE, "later", "web", "", 2, 30));
        assertThat(run.diagnosed("web-1", "leak", 1).requests).hasSize(1);
    }

    @Test
    void aMaintenanceThatNeverEndsCannotBeAnnounced() {
        assertThatThrownBy(() -> announced(ControlKind.MAINTENANCE, "w", "web", "", 0, 7 * 24 * 60 + 1))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("until")
                .hasMessageContaining("within 7 days");
        assertThatThrownBy(() -> announced(ControlKind.MAINTENANCE, "w", "web", "", 5, 5))
                .isInstanceOf(InvalidUpdateException.class);
    }

    @Test
    void whoAnnouncesIsWrittenDown() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        run.control(announced(ControlKind.MAINTENANCE, "kernel", "web", "zone=eu-1a", 0, 60), 0);
        assertThat(run.story()).containsExactly("MAINTENANCE_ANNOUNCED");
        assertThat(run.audit.get(0).actor()).isEqualTo("ada");
        assertThat(run.audit.get(0).reason()).contains("maintenance kernel of zone=eu-1a of web");
    }

    /** Saturday 22:00 to 02:00 in Berlin; clocks went forward on Sunday, 29 March 2026, and back on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28T20:59:59Z, ",
        "2026-03-28T21:00:00Z, 2026-03-29T01:00:00Z",
        "2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
        "2026-03-29T01:00:00Z, ",
        "2026-04-04T20:00:00Z, 2026-04-05T00:00:00Z",
        "2026-10-25T00:00:00Z, ",
        "2026-10-24T23:59:59Z, 2026-10-25T00:00:00Z",
        "2026-04-05T20:30:00Z, "
    })
    void aWeeklyWindowGoesByTheClocksOfItsPlace(Instant now, Instant until) {
        WeeklyWindow weekly = new WeeklyWindow(
                "saturday",
                ResourceSelector.ALL,
                Set.of(DayOfWeek.SATURDAY),
                LocalTime.of(22, 0),
                LocalTime.of(2, 0),
                ZoneId.of("Europe/Berlin"));
        assertThat(weekly.activeUntil(WEB, now).orElse(null)).isEqualTo(until);
    }

    @Test
    void aWeeklyWindowOfOthersDoesNotConcernThisOne() {
        ResourceSelector nobody = new ResourceSelector(List.of(), List.of(), List.of(), Map.of());
        WeeklyWindow weekly = new WeeklyWindow(
                "always", nobody, Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"));
        assertThat(weekly.activeUntil(WEB, GroupRun.START)).isEmpty();
    }

    private static ControlMessage announced(
            ControlKind kind, String id, String scope, String subject, int from, int until) {
        return new ControlMessage(
                kind,
                id,
                scope,
                subject,
                true,
                GroupRun.minute(from),
                GroupRun.minute(until),
                "",
                "ada",
                "work",
                GroupRun.minute(0));
    }

    private static void windows(GroupRun run, ControlMessage... announced) {
        Situation now = run.situation;
        run.situation = new Situation(
                now.rules(),
                now.stop(),
                now.holds(),
                now.labels(),
                List.of(announced).stream().map(Window::of).toList(),
                now.effects(),
                now.lag(),
                now.mostLag());
    }
}
