package dev.fleetshadow.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Shows bytes to people: as text where they are one, otherwise in hex beside what of them can be printed. */
final class ByteText {

    private static final int PER_LINE = 16;

    private ByteText() {}

    static String of(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.codePoints().allMatch(ByteText::printable)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            return hex(bytes);
        }
        return hex(bytes);
    }

    /** A text of strangers on one line: it moves no cursor and clears no screen. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static boolean printable(int character) {
        return !Character.isISOControl(character) || character == '\n' || character == '\r' || character == '\t';
    }

    private static String hex(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int from = 0; from < bytes.length; from += PER_LINE) {
            int until = Math.min(bytes.length, from + PER_LINE);
            StringBuilder plain = new StringBuilder();
            for (int i = from; i < until; i++) {
                plain.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            lines.append("%08x  %-48s %s%n"
                    .formatted(from, HexFormat.ofDelimiter(" ").formatHex(bytes, from, until), plain));
        }
        return lines.toString().stripTrailing();
    }
}
