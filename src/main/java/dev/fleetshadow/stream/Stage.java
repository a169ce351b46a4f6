package dev.fleetshadow.stream;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Gives every stage its identity in savepoints and in the web UI, in one place; a uid is never changed. */
public final class Stage {

    private Stage() {}

    /** The stage under this name, kebab-case; the same text is its uid. */
    public static <T> SingleOutputStreamOperator<T> named(String name, SingleOutputStreamOperator<T> operator) {
        return operator.uid(name).name(name);
    }

    /** The same in one task: of what is said there, nothing may overtake what was said before. */
    static <T> SingleOutputStreamOperator<T> inOrder(String name, SingleOutputStreamOperator<T> operator) {
        return named(name, operator).setParallelism(1);
    }
}
