package dev.fleetshadow.backtest;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files whether they are packed by gzip or not, by what they begin with and not by their names. */
final class Packed {

    private static final int BUFFERED = 65_536;
    private static final int[] MAGIC = {0x1f, 0x8b};

    private Packed() {}

    static InputStream open(Path file) throws IOException {
        return unpacked(Files.newInputStream(file));
    }

    static BufferedReader reader(InputStream content) throws IOException {
        return new BufferedReader(new InputStreamReader(unpacked(content), StandardCharsets.UTF_8), BUFFERED);
    }

    /** Whether the first character that is not blank is this one. */
    static boolean beginsWith(Path file, char wanted) throws IOException {
        try (BufferedReader reader = reader(Files.newInputStream(file))) {
            int character = reader.read();
            while (character == '\uFEFF' || Character.isWhitespace(character)) {
                character = reader.read();
            }
            return character == wanted;
        }
    }

    private static InputStream unpacked(InputStream content) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(new BufferedInputStream(content, BUFFERED), MAGIC.length);
        byte[] begin = stream.readNBytes(MAGIC.length);
        stream.unread(begin);
        boolean packed = begin.length == MAGIC.length && (begin[0] & 0xff) == MAGIC[0] && (begin[1] & 0xff) == MAGIC[1];
        return packed ? new GZIPInputStream(stream, BUFFERED) : stream;
    }
}
