package dev.fleetshadow.stream;

import dev.fleetshadow.forecast.Foresight;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Stores what is remembered of followed metrics. */
public final class StoredForesight extends StoredForm<Foresight> {

    public static final StoredForesight INSTANCE = new StoredForesight();
    private static final long serialVersionUID = 1L;

    @Override
    void write(Foresight value, DataOutput out) throws IOException {
        value.writeTo(out);
    }

    @Override
    int layout() {
        return 2;
    }

    @Override
    Foresight read(DataInput in, int layout) throws IOException {
        return layout == 1 ? Foresight.readFirstLayout(in) : Foresight.readFrom(in);
    }

    @Override
    public Foresight createInstance() {
        return new Foresight();
    }

    @Override
    public TypeSerializerSnapshot<Foresight> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Recognises the serializer in a savepoint; its class name is part of the stored state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Foresight> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
