package dev.fleetshadow.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Stores a mutable domain object as one versioned block of bytes.
 *
 * <p>Every value begins with the version of its layout, so that a later version can still read what this one wrote; a
 * layout from the future is refused by name.
 */
abstract class StoredForm<T> extends TypeSerializerSingleton<T> {

    private static final long serialVersionUID = 1L;
    /** The layout that is written; those from 1 up to it can be read. */
    abstract int layout();

    abstract void write(T value, DataOutput out) throws IOException;

    abstract T read(DataInput in, int layout) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        target.writeByte(layout());
        write(value, target);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        int layout = source.readByte();
        if (layout < 1 || layout > layout()) {
            throw new IOException(
                    "%s was stored in layout %d, this version reads 1 to %d; restore it with a newer version"
                            .formatted(getClass().getSimpleName(), layout, layout()));
        }
        return read(source, layout);
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final T copy(T from) {
        try {
            DataOutputSerializer bytes = new DataOutputSerializer(4096);
            serialize(from, bytes);
            return deserialize(new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    @Override
    public final int getLength() {
        return -1;
    }
}
