package dev.fleetshadow.stream;

import dev.fleetshadow.remediation.CaseFile;
import dev.fleetshadow.remediation.Decision;
import dev.fleetshadow.remediation.GroupLedger;
import dev.fleetshadow.remediation.RemediationCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Keeps what the planner remembers of the current group in Flink state: the ledger, and one case file for each resource
 * that matters, so that an event costs the same in a group of ten and of ten thousand.
 */
final class GroupMemory {

    private final ValueState<GroupLedger> ledger;
    private final MapState<String, CaseFile> files;
    private final MapState<String, String> proposals;
    private final MapState<Long, List<String>> looks;

    GroupMemory(RuntimeContext context) {
        ledger = context.getState(new ValueStateDescriptor<>("ledger", TypeInformation.of(GroupLedger.class)));
        files = context.getMapState(
                new MapStateDescriptor<>("files", Types.STRING, TypeInformation.of(CaseFile.class)));
        proposals = context.getMapState(new MapStateDescriptor<>("proposals", Types.STRING, Types.STRING));
        looks = context.getMapState(new MapStateDescriptor<>("looks", Types.LONG, Types.LIST(Types.STRING)));
    }

    GroupLedger ledger() throws Exception {
        GroupLedger kept = ledger.value();
        return kept == null ? GroupLedger.empty() : kept;
    }

    /** The file of a resource, an empty one if there is none; {@code null} for no resource. */
    CaseFile file(String resourceId) throws Exception {
        if (resourceId.isEmpty()) {
            return null;
        }
        CaseFile kept = files.get(resourceId);
        return kept == null ? CaseFile.empty(resourceId) : kept;
    }

    /** Whose proposal waits under this id, or empty. */
    String proposedFor(String commandId) throws Exception {
        String resourceId = proposals.get(commandId);
        return resourceId == null ? "" : resourceId;
    }

    /** Whose time to be looked at this is. */
    List<String> dueAt(long atMillis) throws Exception {
        List<String> due = looks.get(atMillis);
        if (due == null) {
            return List.of();
        }
        looks.remove(atMillis);
        return due.stream().sorted().toList();
    }

    void keep(Decision decision, CaseFile before, Instant now, TimerService timers) throws Exception {
        if (!decision.ledger().untouched()) {
            ledger.update(decision.ledger());
        }
        if (decision.ledger().nextEnd().isPresent()) {
            timers.registerEventTimeTimer(decision.ledger().nextEnd().get().toEpochMilli());
        }
        if (decision.file() != null) {
            keep(decision.file(), before, now, timers);
        }
    }

    private void keep(CaseFile file, CaseFile before, Instant now, TimerService timers) throws Exception {
        String proposedBefore = proposal(before);
        String proposedNow = proposal(file);
        if (!proposedBefore.isEmpty() && !proposedBefore.equals(proposedNow)) {
            proposals.remove(proposedBefore);
        }
        if (!proposedNow.isEmpty()) {
            proposals.put(proposedNow, file.resourceId());
        }
        if (file.spent(now)) {
            files.remove(file.resourceId());
            return;
        }
        files.put(file.resourceId(), file);
        long look = file.nextLook(now).toEpochMilli();
        List<String> together = looks.get(look);
        if (together == null || !together.contains(file.resourceId())) {
            List<String> more = together == null ? new ArrayList<>() : new ArrayList<>(together);
            more.add(file.resourceId());
            looks.put(look, more);
            timers.registerEventTimeTimer(look);
        }
    }

    private static String proposal(CaseFile file) {
        RemediationCase open = file.open();
        return open != null && open.undecided() ? open.commandId() : "";
    }
}
