package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form that is stored keeps its promises in each layout: written as it was read, copied whole, refused when broken. */
class StoredFormsTest {

    static Stream<StoredForm<?>> everySerializer() {
        return Stream.of(
                StoredShadow.INSTANCE,
                StoredCalibration.INSTANCE,
                StoredWitness.INSTANCE,
                StoredForesight.INSTANCE,
                StoredGathering.INSTANCE);
    }

    static Stream<Arguments> everyFile() {
        return everySerializer()
                .flatMap(serializer -> IntStream.rangeClosed(1, serializer.layout())
                        .mapToObj(layout -> Arguments.of(serializer, layout)));
    }

    @ParameterizedTest
    @MethodSource("everySerializer")
    <T> void whatIsReadIsWrittenAgainByteForByte(StoredForm<T> serializer) throws IOException {
        assertThat(StateFiles.written(serializer, StateFiles.stored(serializer, serializer.layout())))
                .isEqualTo(StateFiles.file(serializer, serializer.layout()));
    }

    @ParameterizedTest
    @MethodSource("everyFile")
    <T> void aCopyIsEqualAndIndependent(StoredForm<T> serializer, int layout) throws IOException {
        T value = serializer.copy(StateFiles.stored(serializer, layout));
        T copy = serializer.copy(value);
        assertThat(copy).isNotSameAs(value);
        assertThat(StateFiles.written(serializer, copy)).isEqualTo(StateFiles.written(serializer, value));
    }

    @ParameterizedTest
    @MethodSource("everySerializer")
    void aLayoutFromTheFutureIsRefusedByName(StoredForm<?> serializer) throws IOException {
        byte[] value = StateFiles.value(serializer, serializer.layout());
        int newest = serializer.layout();
        for (int layout : new int[] {newest + 1, 0, -1}) {
            value[0] = (byte) layout;
            assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(value)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(serializer.getClass().getSimpleName())
                    .hasMessageContaining("layout " + layout)
                    .hasMessageContaining("reads 1 to " + newest)
                    .hasMessageContaining("newer version");
        }
    }

    @ParameterizedTest
    @MethodSource("everyFile")
    void aValueThatWasCutOffIsRefused(StoredForm<?> serializer, int layout) throws IOException {
        byte[] value = StateFiles.value(serializer, layout);
        for (int length : new int[] {0, 1, value.length / 2, value.length - 1}) {
            DataInputDeserializer cut = new DataInputDeserializer(Arrays.copyOf(value, length));
            assertThatThrownBy(() -> serializer.deserialize(cut)).isInstanceOf(EOFException.class);
        }
    }
}
