package dev.fleetshadow.stream;

import dev.fleetshadow.health.ResourceShadow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Stores what every update of a resource needs. */
public final class StoredShadow extends StoredForm<ResourceShadow> {

    public static final StoredShadow INSTANCE = new StoredShadow();
    private static final long serialVersionUID = 1L;

    @Override
    void write(ResourceShadow value, DataOutput out) throws IOException {
        value.writeTo(out);
    }

    @Override
    int layout() {
        return 3;
    }

    @Override
    ResourceShadow read(DataInput in, int layout) throws IOException {
        return switch (layout) {
            case 1 -> ResourceShadow.readFirstLayout(in);
            case 2 -> ResourceShadow.readSecondLayout(in);
            default -> ResourceShadow.readFrom(in);
        };
    }

    @Override
    public ResourceShadow createInstance() {
        return ResourceShadow.cold();
    }

    @Override
    public TypeSerializerSnapshot<ResourceShadow> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Recognises the serializer in a savepoint; its class name is part of the stored state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ResourceShadow> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
