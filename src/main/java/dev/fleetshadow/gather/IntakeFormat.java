package dev.fleetshadow.gather;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Names what the records of a topic can be, so that everybody may keep sending what they send already. */
public enum IntakeFormat {
    /** The native status update; the only one that needs no mapping. */
    FLEET(null),
    OTLP_JSON(Dialect.OTLP),
    OTLP_PROTO(Dialect.OTLP),
    COLLECTD(Dialect.COLLECTD),
    INFLUX(Dialect.INFLUX);

    private final Dialect dialect;

    IntakeFormat(Dialect dialect) {
        this.dialect = dialect;
    }

    public static Optional<IntakeFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst();
    }

    /** Whether its records hold data points that have to be gathered, and not whole updates. */
    public boolean foreign() {
        return dialect != null;
    }

    /** How its data points are named; {@code null} for the native one. */
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
