package dev.fleetshadow.stream;

import dev.fleetshadow.health.CalibrationHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Stores what is needed once an hour. */
public final class StoredCalibration extends StoredForm<CalibrationHistory> {

    public static final StoredCalibration INSTANCE = new StoredCalibration();
    private static final long serialVersionUID = 1L;

    @Override
    void write(CalibrationHistory value, DataOutput out) throws IOException {
        value.writeTo(out);
    }

    @Override
    int layout() {
        return 3;
    }

    @Override
    CalibrationHistory read(DataInput in, int layout) throws IOException {
        return switch (layout) {
            case 1 -> CalibrationHistory.readFirstLayout(in);
            case 2 -> CalibrationHistory.readSecondLayout(in);
            default -> CalibrationHistory.readFrom(in);
        };
    }

    @Override
    public CalibrationHistory createInstance() {
        return new CalibrationHistory();
    }

    @Override
    public TypeSerializerSnapshot<CalibrationHistory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Recognises the serializer in a savepoint; its class name is part of the stored state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CalibrationHistory> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
