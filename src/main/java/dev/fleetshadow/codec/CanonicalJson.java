package dev.fleetshadow.codec;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON in the one form that can be signed: the JSON Canonicalization Scheme of RFC 8785. Names are sorted by their
 * UTF-16 code units, nothing is written that could be left out, numbers are those of ECMAScript.
 */
final class CanonicalJson {

    /** ECMAScript writes numbers from here on, and below 1e-6, with an exponent. */
    private static final int MOST_INTEGER_DIGITS = 21;

    private static final int MOST_LEADING_ZEROS = 6;

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    static String of(JsonNode node) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.write(node);
        return canonical.text.toString();
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> string(node.textValue());
            case NUMBER -> text.append(number(node.doubleValue()));
            case BOOLEAN, NULL -> text.append(node.asText());
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not of a JSON text: " + node);
        }
    }

    private void object(JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        text.append('{');
        sorted.forEach((name, value) -> {
            separate('{');
            string(name);
            text.append(':');
            write(value);
        });
        text.append('}');
    }

    private void array(JsonNode node) {
        text.append('[');
        for (JsonNode item : node) {
            separate('[');
            write(item);
        }
        text.append(']');
    }

    private void separate(char opening) {
        if (text.charAt(text.length() - 1) != opening) {
            text.append(',');
        }
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
            }
        }
        text.append('"');
    }

    /** The shortest digits that read back as the same double, laid out as {@code Number.prototype.toString} does. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidUpdateException("message", Double.toString(value), "send finite numbers");
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(Math.abs(value), true)).stripTrailingZeros();
        // Java writes two digits at least; among the smallest numbers of all one digit is sometimes enough.
        BigDecimal digit = shortest.round(new MathContext(1));
        shortest = digit.doubleValue() == Math.abs(value) ? digit : shortest;
        String digits = shortest.unscaledValue().toString();
        return (value < 0 ? "-" : "") + laidOut(digits, digits.length() - shortest.scale());
    }

    /** Digits with the point before the one at {@code point}. */
    private static String laidOut(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= MOST_INTEGER_DIGITS) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= MOST_INTEGER_DIGITS) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-MOST_LEADING_ZEROS < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point - 1 < 0 ? "e-" : "e+") + Math.abs(point - 1);
        return count == 1 ? digits + exponent : digits.charAt(0) + "." + digits.substring(1) + exponent;
    }
}
