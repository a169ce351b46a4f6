package dev.fleetshadow.agent;

import dev.fleetshadow.agent.Exposition.Sample;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the text in which applications expose metrics: Prometheus' format 0.0.4 and OpenMetrics 1.0, quoted names included.
 *
 * <p>What is not of the format is refused as a whole, with its line: half an answer would look like counters that vanish.
 */
final class ExpositionReader {

    static final int MOST_SAMPLES = 20_000;
    private static final int MOST_LABELS = 64;
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    private final Map<String, Exposition.Type> types = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private String line = "";
    private int number;
    private int at;

    private ExpositionReader() {}

    static Exposition read(String text) {
        ExpositionReader reader = new ExpositionReader();
        text.lines().forEach(reader::line);
        return new Exposition(reader.types, reader.samples);
    }

    private void line(String next) {
        line = next;
        number++;
        at = 0;
        skipBlanks();
        if (at == line.length()) {
            return;
        }
        if (line.charAt(at) == '#') {
            comment();
        } else if (samples.size() < MOST_SAMPLES) {
            samples.add(sample());
        } else {
            throw problem("expose at most " + MOST_SAMPLES + " samples");
        }
    }

    private void comment() {
        String[] words = line.substring(at + 1).strip().split("[ \t]+", -1);
        if (words.length == 3 && words[0].equals("TYPE")) {
            String name = words[1].startsWith("\"") ? words[1].replace("\"", "") : words[1];
            types.put(name, type(words[2]));
        } else if (words[0].equals("TYPE")) {
            throw problem("write # TYPE, a name and a type");
        }
    }

    private Exposition.Type type(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "counter" -> Exposition.Type.COUNTER;
            case "gauge" -> Exposition.Type.GAUGE;
            case "histogram" -> Exposition.Type.HISTOGRAM;
            case "summary" -> Exposition.Type.SUMMARY;
            case "untyped", "unknown" -> Exposition.Type.UNKNOWN;
            case "info", "stateset", "gaugehistogram" -> Exposition.Type.OTHER;
            default -> throw problem("the type " + word + " is unknown");
        };
    }

    private Sample sample() {
        String name = line.charAt(at) == '{' ? "" : word();
        Map<String, String> labels = new TreeMap<>();
        if (at < line.length() && line.charAt(at) == '{') {
            at++;
            name = labels(name, labels);
        }
        if (name.isEmpty()) {
            throw problem("a sample has no name");
        }
        skipBlanks();
        int begin = at;
        while (at < line.length() && !blank(line.charAt(at))) {
            at++;
        }
        double value = number(line.substring(begin, at));
        rest();
        return new Sample(name, labels, value);
    }

    /** Returns the name, which may be the first of them in quotes. */
    private String labels(String name, Map<String, String> labels) {
        String named = name;
        for (skipBlanks(); peek() != '}'; skipBlanks()) {
            boolean quoted = peek() == '"';
            String label = quoted ? quoted() : word();
            skipBlanks();
            if (quoted && named.isEmpty() && peek() != '=') {
                named = label;
            } else {
                expect('=');
                skipBlanks();
                if (labels.put(label, quoted()) != null) {
                    throw problem("the label " + label + " is given twice");
                }
            }
            if (labels.size() > MOST_LABELS) {
                throw problem("give a sample at most " + MOST_LABELS + " labels");
            }
            skipBlanks();
            if (peek() != '}') {
                expect(',');
            }
        }
        at++;
        return named;
    }

    private String word() {
        int begin = at;
        while (at < line.length() && nameCharacter(line.charAt(at), at == begin)) {
            at++;
        }
        if (at == begin) {
            throw problem("a name is expected");
        }
        return line.substring(begin, at);
    }

    private String quoted() {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char c = peek(); c != '"'; c = peek()) {
            at++;
            if (c == '\\') {
                char escaped = peek();
                at++;
                text.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case '"', '\\' -> escaped;
                            default -> throw problem("\\" + escaped + " is no escape");
                        });
            } else {
                text.append(c);
            }
        }
        at++;
        return text.toString();
    }

    private double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "+inf", "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (!DECIMAL.matcher(word).matches()) {
                    throw problem("'" + word + "' is no number");
                }
                yield Double.parseDouble(word);
            }
        };
    }

    /** A time, and an exemplar. */
    private void rest() {
        String rest = line.substring(at).strip();
        int exemplar = rest.indexOf('#');
        String time = exemplar < 0 ? rest : rest.substring(0, exemplar).strip();
        if (!time.isEmpty() && !DECIMAL.matcher(time).matches()) {
            throw problem("'" + time + "' is no time");
        }
    }

    private char peek() {
        if (at >= line.length()) {
            throw problem("the line ends too early");
        }
        return line.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw problem("'" + wanted + "' is expected and not '" + peek() + "'");
        }
        at++;
    }

    private void skipBlanks() {
        while (at < line.length() && blank(line.charAt(at))) {
            at++;
        }
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean nameCharacter(char c, boolean first) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == ':'
                || (!first && c >= '0' && c <= '9');
    }

    private InvalidUpdateException problem(String remedy) {
        return new InvalidUpdateException("line " + number, line, remedy);
    }
}
