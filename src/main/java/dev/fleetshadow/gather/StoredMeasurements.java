package dev.fleetshadow.gather;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Writes and reads the parts of a {@link Gathering}. */
final class StoredMeasurements {

    private StoredMeasurements() {}

    static void write(DataOutput out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    static Instant instant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    static void write(DataOutput out, Gathering.Series series) throws IOException {
        out.writeByte(code(series.dialect()));
        out.writeByte(code(series.kind()));
        out.writeUTF(series.name());
    }

    static Gathering.Series series(DataInput in) throws IOException {
        int dialect = in.readByte();
        int kind = in.readByte();
        return new Gathering.Series(
                coded(Dialect.values(), StoredMeasurements::code, dialect),
                coded(PointKind.values(), StoredMeasurements::code, kind),
                in.readUTF());
    }

    private static int code(Dialect dialect) {
        return switch (dialect) {
            case OTLP -> 1;
            case COLLECTD -> 2;
            case INFLUX -> 3;
        };
    }

    private static int code(PointKind kind) {
        return switch (kind) {
            case GAUGE -> 1;
            case CUMULATIVE -> 2;
            case DELTA -> 3;
        };
    }

    private static <E> E coded(E[] constants, ToIntFunction<E> code, int wanted) throws IOException {
        for (E constant : constants) {
            if (code.applyAsInt(constant) == wanted) {
                return constant;
            }
        }
        throw new IOException("a stored series has the unknown code " + wanted);
    }

    /** All but what its series says. */
    static void write(DataOutput out, Measurement measurement) throws IOException {
        write(out, measurement.at());
        out.writeBoolean(measurement.fromAKnownStart());
        if (measurement.fromAKnownStart()) {
            write(out, measurement.since());
        }
        out.writeDouble(measurement.value());
        Distribution distribution = measurement.distribution();
        out.writeShort(distribution == null ? 0 : distribution.counts().size());
        if (distribution != null) {
            for (double bound : distribution.bounds()) {
                out.writeDouble(bound);
            }
            for (long count : distribution.counts()) {
                out.writeLong(count);
            }
        }
    }

    static Measurement measurement(DataInput in, Gathering.Series series) throws IOException {
        Instant at = instant(in);
        Instant since = in.readBoolean() ? instant(in) : null;
        double value = in.readDouble();
        int buckets = in.readShort();
        return new Measurement(
                series.name(), series.kind(), at, since, value, buckets == 0 ? null : distribution(in, buckets));
    }

    private static Distribution distribution(DataInput in, int buckets) throws IOException {
        List<Double> bounds = new ArrayList<>();
        for (int i = 1; i < buckets; i++) {
            bounds.add(in.readDouble());
        }
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            counts.add(in.readLong());
        }
        return new Distribution(bounds, counts);
    }
}
