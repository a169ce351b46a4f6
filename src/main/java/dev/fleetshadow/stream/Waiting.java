package dev.fleetshadow.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Lets what comes by ways of different length wait for the watermark, and hands it over in order of time: so a replay
 * decides as the job did, whatever overtook what.
 */
final class Waiting<T> {

    private final MapState<Long, List<T>> byTime;
    private final Comparator<T> order;

    private Waiting(MapState<Long, List<T>> byTime, Comparator<T> order) {
        this.byTime = byTime;
        this.order = order;
    }

    static <T> Waiting<T> in(RuntimeContext context, Class<T> type, Comparator<T> order) {
        return new Waiting<>(
                context.getMapState(
                        new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(TypeInformation.of(type)))),
                order);
    }

    /** Keeps it until its time has come. */
    void add(T event, long atMillis, TimerService timers) throws Exception {
        List<T> together = byTime.get(atMillis);
        List<T> more = together == null ? new ArrayList<>() : together;
        more.add(event);
        byTime.put(atMillis, more);
        timers.registerEventTimeTimer(atMillis);
    }

    /** What has waited for this very time, in order. */
    List<T> come(long atMillis) throws Exception {
        List<T> arrived = byTime.get(atMillis);
        if (arrived == null) {
            return List.of();
        }
        byTime.remove(atMillis);
        return arrived.stream().sorted(order).toList();
    }
}
