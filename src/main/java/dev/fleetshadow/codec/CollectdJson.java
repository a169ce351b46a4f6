package dev.fleetshadow.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what collectd's write_kafka plugin sends with {@code Format "JSON"}: an array of value lists, each of one host.
 *
 * <p>Each value is a point named after plugin and type, {@code df.df_complex}, or once where both are the same; and after the
 * data source where it is not the only one, {@code load.shortterm}. Instances of both are its dimensions.
 */
public final class CollectdJson {

    /** What a list says once. */
    private record ValueList(Message message, Map<String, String> source, Map<String, String> dimensions, Instant at) {}

    private CollectdJson() {}

    /** Reads one record as a whole: one value list that cannot be used makes all of it unusable. */
    public static List<DataPoint> decode(byte[] bytes) throws IOException {
        Points points = new Points();
        for (Message list : Message.parseArray(bytes, "value lists")) {
            points(list, points);
        }
        return points.list();
    }

    private static void points(Message message, Points points) {
        String plugin = required(message, "plugin");
        String type = required(message, "type");
        ValueList list = new ValueList(
                message,
                Map.of("host", required(message, "host")),
                dimensions(message),
                Instant.ofEpochMilli(millis(message, "time")));
        String metric = plugin.equals(type) ? plugin : plugin + "." + type;
        List<JsonNode> values = message.array("values");
        List<String> kinds = message.list("dstypes");
        List<String> names = message.list("dsnames");
        if (kinds.size() != values.size() || names.size() != values.size()) {
            throw message.invalid("values", "send as many dstypes and dsnames as values");
        }
        for (int i = 0; i < values.size(); i++) {
            String source = names.get(i).equals("value") ? "" : "." + names.get(i);
            points.add(point(list, metric + source, kinds.get(i), values.get(i)));
        }
    }

    private static DataPoint point(ValueList list, String metric, String kind, JsonNode value) {
        if (!value.isNumber() && !value.isNull()) {
            throw list.message.invalid("values", "send numbers, or null where there is none");
        }
        return new DataPoint(
                list.source,
                metric,
                list.dimensions,
                kind(list.message, kind),
                list.at,
                kind.equals("absolute") ? begin(list) : null,
                value.isNull() ? Double.NaN : value.doubleValue(),
                null);
    }

    /** An absolute value is what was counted since it was read before. */
    private static PointKind kind(Message list, String name) {
        return switch (name) {
            case "gauge" -> PointKind.GAUGE;
            case "derive", "counter" -> PointKind.CUMULATIVE;
            case "absolute" -> PointKind.DELTA;
            default -> throw list.invalid("dstypes", "send gauge, derive, counter or absolute");
        };
    }

    private static Instant begin(ValueList list) {
        return list.at.minusMillis(millis(list.message, "interval"));
    }

    private static Map<String, String> dimensions(Message list) {
        Map<String, String> dimensions = new TreeMap<>();
        for (String instance : List.of("plugin_instance", "type_instance")) {
            String name = list.text(instance, "");
            if (!name.isEmpty()) {
                dimensions.put(instance, name);
            }
        }
        return dimensions;
    }

    private static String required(Message list, String field) {
        String text = list.text(field);
        if (text.isBlank()) {
            throw list.invalid(field, "send a name that is not blank");
        }
        return text;
    }

    /** collectd writes seconds with a fraction. */
    private static long millis(Message list, String field) {
        double seconds = list.number(field);
        if (!(seconds >= 0 && seconds <= StatusUpdate.LATEST.getEpochSecond())) {
            throw list.invalid(field, "send seconds");
        }
        return Math.round(seconds * 1000);
    }
}
