package dev.fleetshadow.gather;

import java.util.Locale;

/** Tells by whose conventions a data point is named, because that decides what a mapping makes of it. */
public enum Dialect {
    /** Metrics of OpenTelemetry, in whatever encoding. */
    OTLP,
    /** Plugins and types of collectd. */
    COLLECTD,
    /** Measurements and fields of line protocol, such as those of Telegraf. */
    INFLUX;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
