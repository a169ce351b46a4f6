package dev.fleetshadow.stream;

import dev.fleetshadow.gather.Gathering;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Stores what was measured of a resource and is not an update yet. */
public final class StoredGathering extends StoredForm<Gathering> {

    public static final StoredGathering INSTANCE = new StoredGathering();
    private static final long serialVersionUID = 1L;

    @Override
    void write(Gathering value, DataOutput out) throws IOException {
        value.writeTo(out);
    }

    @Override
    int layout() {
        return 1;
    }

    @Override
    Gathering read(DataInput in, int layout) throws IOException {
        return Gathering.readFrom(in);
    }

    @Override
    public Gathering createInstance() {
        return new Gathering();
    }

    @Override
    public TypeSerializerSnapshot<Gathering> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Recognises the serializer in a savepoint; its class name is part of the stored state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Gathering> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
