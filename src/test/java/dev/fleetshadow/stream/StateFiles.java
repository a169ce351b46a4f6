package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The files of every layout that was ever stored, each with the serializer's snapshot and one value. */
final class StateFiles {

    private StateFiles() {}

    static <T> void write(StoredForm<T> serializer, T value) throws IOException {
        Path file = Path.of("src/test/resources" + name(serializer, serializer.layout()));
        if (Files.notExists(file)) {
            Files.createDirectories(file.getParent());
            Files.write(file, written(serializer, value));
        }
    }

    static <T> byte[] written(StoredForm<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(4096);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    static <T> T stored(StoredForm<T> serializer, int layout) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(file(serializer, layout));
        T value = restored(serializer, in).restoreSerializer().deserialize(in);
        assertThat(in.available()).as("bytes left over").isZero();
        return value;
    }

    static byte[] value(StoredForm<?> serializer, int layout) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(file(serializer, layout));
        restored(serializer, in);
        byte[] value = new byte[in.available()];
        in.readFully(value);
        return value;
    }

    private static <T> TypeSerializerSnapshot<T> restored(StoredForm<T> serializer, DataInputDeserializer in)
            throws IOException {
        TypeSerializerSnapshot<T> old =
                TypeSerializerSnapshot.readVersionedSnapshot(in, StateFiles.class.getClassLoader());
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(old)
                        .isCompatibleAsIs())
                .isTrue();
        return old;
    }

    static byte[] file(StoredForm<?> serializer, int layout) throws IOException {
        String name = name(serializer, layout);
        try (InputStream file = StateFiles.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return file.readAllBytes();
        }
    }

    private static String name(StoredForm<?> serializer, int layout) {
        return "/state/layout-%d/%s.bin".formatted(layout, serializer.getClass().getSimpleName());
    }
}
