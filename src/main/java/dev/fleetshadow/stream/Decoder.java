package dev.fleetshadow.stream;

import java.io.IOException;
import java.io.Serializable;

/** Reads one wire format; the stream does not know which. */
@FunctionalInterface
public interface Decoder<T> extends Serializable {

    /**
     * Reads one record.
     *
     * @throws dev.fleetshadow.telemetry.InvalidUpdateException if a field cannot be used
     * @throws IOException if the bytes are not of this format
     */
    T decode(byte[] bytes) throws IOException;
}
