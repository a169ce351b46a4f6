package dev.fleetshadow.stream;

import dev.fleetshadow.census.Announcement;
import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.DomainGate;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.census.Member;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.settings.PolicyText;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the members of one failure domain at a time, and holds it while too many of them are ill.
 *
 * <p>Tells of a change of its counts once a minute, of a hold that begins or ends at once. Members that no longer announce
 * themselves are swept out every hour.
 */
public final class CensusFunction extends KeyedBroadcastProcessFunction<String, Announcement, PolicyText, CensusNote> {

    private static final long serialVersionUID = 1L;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** What is known of a domain as a whole; {@code told} is what was last told of it. */
    public record Count(Tally tally, DomainGate gate, Tally told) {
        static final Count NOTHING = new Count(Tally.NOBODY, DomainGate.OPEN, Tally.NOBODY);
    }

    private final PolicyInForce policy;
    private transient Waiting<Announcement> waiting;
    private transient MapState<String, Member> members;
    private transient ValueState<Count> counts;

    CensusFunction(PolicyInForce policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        waiting = Waiting.in(getRuntimeContext(), Announcement.class, Comparator.comparing(Announcement::resourceId));
        members = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("members", Types.STRING, TypeInformation.of(Member.class)));
        counts = getRuntimeContext().getState(new ValueStateDescriptor<>("count", TypeInformation.of(Count.class)));
    }

    @Override
    public void processElement(Announcement announced, ReadOnlyContext context, Collector<CensusNote> out)
            throws Exception {
        long at = Math.max(announced.at().toEpochMilli(), context.currentWatermark() + 1);
        waiting.add(announced, at, context.timerService());
    }

    @Override
    public void processBroadcastElement(PolicyText text, Context context, Collector<CensusNote> out) throws Exception {
        policy.replace(text, context.getBroadcastState(PolicyInForce.STATE));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CensusNote> out) throws Exception {
        Count before = count();
        Tally tally = before.tally();
        for (Announcement announced : waiting.come(timestamp)) {
            tally = take(announced, tally, before.gate().held());
        }
        if (timestamp % HOUR == 0) {
            tally = sweep(tally, Instant.ofEpochMilli(timestamp), before.gate().held());
        }
        settle(before, tally, timestamp, context, out);
    }

    private Tally take(Announcement announced, Tally tally, boolean held) throws Exception {
        Member kept = members.get(announced.resourceId());
        Member before = kept == null ? Member.NEW : kept;
        if (kept != null && announced.at().isBefore(kept.announcedAt())) {
            return tally;
        }
        Member after = before.announces(announced.standing(), announced.at(), held);
        members.put(announced.resourceId(), after);
        return tally.moved(before, after);
    }

    private Tally sweep(Tally tally, Instant now, boolean held) throws Exception {
        Tally left = tally;
        for (Iterator<Map.Entry<String, Member>> all = members.iterator(); all.hasNext(); ) {
            Member member = all.next().getValue();
            if (member.gone(now, held)) {
                left = left.moved(member, Member.NEW);
                all.remove();
            }
        }
        return left;
    }

    private void settle(Count before, Tally tally, long timestamp, OnTimerContext context, Collector<CensusNote> out)
            throws Exception {
        Instant now = Instant.ofEpochMilli(timestamp);
        GateSettings settings =
                policy.read(context.getBroadcastState(PolicyInForce.STATE)).gate();
        DomainGate gate = before.gate().next(context.getCurrentKey(), tally, settings, now);
        CensusNote note = CensusNote.of(context.getCurrentKey(), now, tally, before.gate(), gate);
        if (members.isEmpty() && !gate.held()) {
            dissolve(before, note, out);
            return;
        }
        boolean news = !tally.equals(before.told());
        boolean tell = note.flips() || (news && timestamp % MINUTE == 0);
        if (tell) {
            out.collect(note);
        }
        counts.update(new Count(tally, gate, tell ? tally : before.told()));
        if (gate.held() || (news && !tell)) {
            context.timerService().registerEventTimeTimer((timestamp / MINUTE + 1) * MINUTE);
        }
        context.timerService().registerEventTimeTimer((timestamp / HOUR + 1) * HOUR);
    }

    /** The last member is gone: what was counted is taken back. */
    private void dissolve(Count before, CensusNote note, Collector<CensusNote> out) {
        if (!before.told().equals(Tally.NOBODY)) {
            out.collect(new CensusNote(note.domain(), note.at(), Tally.NOBODY, null, note.ended(), false));
        }
        counts.clear();
    }

    private Count count() throws Exception {
        Count kept = counts.value();
        return kept == null ? Count.NOTHING : kept;
    }
}
