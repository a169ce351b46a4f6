package dev.fleetshadow.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whoever reads the trail alone can tell what is waited for, until when, and by whose order. */
class AuditDetailsTest {

    @Test
    void whatIsWaitedForSaysUntilWhen() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        assertThat(until(run, AuditKind.PROPOSED)).isEqualTo(GroupRun.minute(60));
        run.approval(run.proposed("web-1"), true, 5);
        assertThat(until(run, AuditKind.SENT)).isEqualTo(GroupRun.minute(5 + 20));
        run.answered(run.request(), CommandState.SUCCESS, 8);
        assertThat(until(run, AuditKind.SUCCEEDED)).isEqualTo(GroupRun.minute(8 + 60));
    }

    @Test
    void whatAGuardrailWithholdsSaysWhenAPersonIsCalledUnlessPeopleKnowAnyway() {
        GroupRun busy = GroupRun.with(Mode.ENFORCE, GroupRun.guardrails(Duration.ofMinutes(30), 1))
                .diagnosed("web-1", "leak", 0)
                .diagnosed("web-2", "leak", 1);
        assertThat(until(busy, AuditKind.WITHHELD)).isEqualTo(GroupRun.minute(1 + 4 * 60));
        GroupRun paused = GroupRun.in(Mode.ENFORCE).pause(true, 0).diagnosed("web-1", "leak", 1);
        assertThat(last(paused, AuditKind.WITHHELD).details()).isEmpty();
    }

    @Test
    void anOrderIsFoundByTheTimeAtWhichItWasGiven() {
        Instant given = GroupRun.minute(3).plusNanos(7);
        GroupRun run = GroupRun.in(Mode.ENFORCE)
                .control(ControlMessage.pause(GroupRun.GROUP, true, "ada", "release", given), 4);
        assertThat(last(run, AuditKind.PAUSED).details()).containsEntry(AuditEvent.ORDERED_AT, given.toString());
        assertThat(last(run, AuditKind.PAUSED).at()).isEqualTo(GroupRun.minute(4));
    }

    private static Instant until(GroupRun run, AuditKind kind) {
        return Instant.parse(last(run, kind).details().get(AuditEvent.UNTIL));
    }

    private static AuditEvent last(GroupRun run, AuditKind kind) {
        return run.audit.stream()
                .filter(entry -> entry.kind() == kind)
                .reduce((before, after) -> after)
                .orElseThrow();
    }
}
