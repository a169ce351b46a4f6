package dev.fleetshadow.stream;

import dev.fleetshadow.effect.Effect;
import dev.fleetshadow.effect.Effectiveness;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts how often an action helped, over all groups. */
public final class EffectFunction extends KeyedProcessFunction<String, Effect, Effectiveness> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<Effectiveness> counted;

    @Override
    public void open(OpenContext context) {
        counted = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("effectiveness", TypeInformation.of(Effectiveness.class)));
    }

    @Override
    public void processElement(Effect effect, Context context, Collector<Effectiveness> out) throws Exception {
        Effectiveness kept = counted.value();
        Effectiveness before =
                kept == null ? Effectiveness.unknown(effect.failureMode(), effect.action(), effect.kind()) : kept;
        Effectiveness after = before.with(effect.helped());
        counted.update(after);
        out.collect(after);
    }
}
