package dev.fleetshadow.stream;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
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
