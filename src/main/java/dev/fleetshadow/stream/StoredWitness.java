package dev.fleetshadow.stream;

import dev.fleetshadow.detection.Witness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Stores the second opinion's samples and model. */
public final class StoredWitness extends StoredForm<Witness> {

    public static final StoredWitness INSTANCE = new StoredWitness();
    private static final long serialVersionUID = 1L;

    @Override
    void write(Witness value, DataOutput out) throws IOException {
        value.writeTo(out);
    }

    @Override
    int layout() {
        return 2;
    }

    @Override
    Witness read(DataInput in, int layout) throws IOException {
        return layout == 1 ? Witness.readFirstLayout(in) : Witness.readFrom(in);
    }

    @Override
    public Witness createInstance() {
        return new Witness();
    }

    @Override
    public TypeSerializerSnapshot<Witness> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Recognises the serializer in a savepoint; its class name is part of the stored state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Witness> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
