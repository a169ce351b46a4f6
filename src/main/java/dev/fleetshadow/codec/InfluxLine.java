package dev.fleetshadow.codec;

import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads InfluxDB line protocol as Telegraf writes it, with timestamps in nanoseconds.
 *
 * <p>Each field is a point named {@code measurement.field}; a boolean is 0 or 1, a text is no measurement and left out. Tags
 * tell both whose a point is and what it is about.
 */
public final class InfluxLine {

    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,19}");
    private static final Pattern UNSIGNED = Pattern.compile("\\d{1,20}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern TIME = Pattern.compile("\\d{1,18}|[1-8]\\d{18}");

    private static final String MEASUREMENT_ENDS = ", \n";
    private static final String KEY_ENDS = ",= \n";
    private static final String VALUE_ENDS = ", \n";

    private final String text;
    private int at;
    private int line = 1;

    private InfluxLine(String text) {
        this.text = text;
    }

    /** Reads one record as a whole: one line that cannot be used makes all of it unusable. */
    public static List<DataPoint> decode(byte[] bytes) throws IOException {
        Points points = new Points();
        new InfluxLine(text(bytes)).lines(points);
        return points.list();
    }

    private static String text(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("record: not UTF-8; send line protocol in UTF-8", e);
        }
    }

    private void lines(Points points) {
        for (skip(" \t\r\n"); at < text.length(); skip(" \t\r\n")) {
            if (text.charAt(at) == '#') {
                until("\n", "");
            } else {
                line(points);
            }
        }
    }

    private void line(Points points) {
        String measurement = name("measurement", MEASUREMENT_ENDS);
        Map<String, String> tags = new TreeMap<>();
        while (next(',')) {
            String key = name("tag", KEY_ENDS);
            expect('=', "tag " + key, "write key=value");
            tags.put(key, name("tag " + key, KEY_ENDS));
        }
        expect(' ', measurement, "write fields after a blank");
        skip(" ");
        Map<String, Double> fields = new LinkedHashMap<>();
        do {
            String key = name("field", KEY_ENDS);
            expect('=', "field " + key, "write key=value");
            field(key).ifPresent(value -> fields.put(key, value));
        } while (next(','));
        skip(" ");
        Instant time = time(until("\n", "").strip());
        fields.forEach((key, value) -> points.add(
                new DataPoint(tags, measurement + "." + key, tags, PointKind.GAUGE, time, null, value, null)));
    }

    /** A name in which a backslash stands before each character that would end it. */
    private String name(String what, String ends) {
        String name = until(ends, ends + "\\");
        if (name.isBlank()) {
            throw invalid(what, name, "write a name that is not blank");
        }
        return name;
    }

    /** The value of a field; nothing if it is a text. */
    private OptionalDouble field(String key) {
        if (next('"')) {
            int begun = line;
            until("\"", "\"\\");
            line = at == text.length() ? begun : line;
            expect('"', "field " + key, "write quotes at the end of the text");
            return OptionalDouble.empty();
        }
        String value = until(VALUE_ENDS, "");
        return OptionalDouble.of(number(key, value.strip()));
    }

    private double number(String key, String value) {
        return switch (value) {
            case "t", "T", "true", "True", "TRUE" -> 1;
            case "f", "F", "false", "False", "FALSE" -> 0;
            default -> digits(key, value);
        };
    }

    private double digits(String key, String value) {
        String digits = value.isEmpty() ? "" : value.substring(0, value.length() - 1);
        boolean whole = value.endsWith("i") && WHOLE.matcher(digits).matches();
        if (whole && new BigInteger(digits).bitLength() < Long.SIZE) {
            return Double.parseDouble(digits);
        }
        boolean unsigned = value.endsWith("u") && UNSIGNED.matcher(digits).matches();
        if (unsigned && new BigInteger(digits).bitLength() <= Long.SIZE) {
            return Double.parseDouble(digits);
        }
        if (DECIMAL.matcher(value).matches()) {
            return Double.parseDouble(value);
        }
        throw invalid("field " + key, value, "write a number, 1i, 1u, true, false or a text in quotes");
    }

    private Instant time(String nanos) {
        if (!TIME.matcher(nanos).matches()) {
            throw invalid("time", nanos, "write nanoseconds since 1970 after the fields");
        }
        return Instant.ofEpochSecond(0, Long.parseLong(nanos));
    }

    /** What is there before one of the characters or the end of the record, a backslash taken from before escaped ones. */
    private String until(String ends, String escaped) {
        StringBuilder found = new StringBuilder();
        for (; at < text.length() && ends.indexOf(text.charAt(at)) < 0; at++) {
            boolean escape =
                    text.charAt(at) == '\\' && at + 1 < text.length() && escaped.indexOf(text.charAt(at + 1)) >= 0;
            at += escape ? 1 : 0;
            found.append(text.charAt(at));
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
        return found.toString();
    }

    private void skip(String characters) {
        for (; at < text.length() && characters.indexOf(text.charAt(at)) >= 0; at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
    }

    private boolean next(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char wanted, String what, String remedy) {
        if (!next(wanted)) {
            boolean ended = at == text.length() || text.charAt(at) == '\n';
            throw invalid(what, ended ? "the end after it" : "'" + text.charAt(at) + "' after it", remedy);
        }
    }

    private InvalidUpdateException invalid(String what, String value, String remedy) {
        return new InvalidUpdateException("line " + line + ": " + what, value, remedy);
    }
}
