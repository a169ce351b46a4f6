package dev.fleetshadow.stream;

import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Runs one operator of the job over the state backend that is shipped. */
final class RocksDb {

    private RocksDb() {}

    /** An operator around the function; with the state of another one, or new if that is {@code null}. */
    static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> run(
            KeyedProcessFunction<String, I, O> function, KeySelector<I, String> key, OperatorSubtaskState restored)
            throws Exception {
        return opened(
                new KeyedOneInputStreamOperatorTestHarness<>(new KeyedProcessOperator<>(function), key, Types.STRING),
                restored);
    }

    /** The same around a function whose every key is told something, such as the policy. */
    static <I, B, O> KeyedBroadcastOperatorTestHarness<String, I, B, O> run(
            KeyedBroadcastProcessFunction<String, I, B, O> function,
            MapStateDescriptor<?, ?> told,
            KeySelector<I, String> key,
            OperatorSubtaskState restored)
            throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(function, List.of(told)), key, Types.STRING, 1, 1, 0),
                restored);
    }

    static <H extends AbstractStreamOperatorTestHarness<?>> H opened(H harness, OperatorSubtaskState restored)
            throws Exception {
        harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }
}
