package dev.fleetshadow.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes records in the ways in which they come to harm: in transit, by mistake and by malice. */
final class Mutations {

    private static final List<byte[]> EXTREMES = bytes(
            "0",
            "-0",
            "-1",
            "1e308",
            "1e309",
            "-1e400",
            "4.9e-324",
            "1e-400",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "99999999999999999999999999999999999999999999",
            "NaN",
            "Infinity",
            "-Infinity",
            "0x10",
            "1_000",
            "007",
            "1e",
            "null",
            "true",
            "\"\"",
            "[]",
            "{}");

    private static final List<byte[]> NOT_UTF8 = List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {(byte) 0xe2, (byte) 0x82},
            new byte[] {0});

    private static final List<byte[]> OPENINGS =
            bytes("[", "{\"a\":", "{\"arrayValue\":{\"values\":[", "{\"resource\":", "(", "\n", "\n\n\n\u0012\u0012");

    /** Of so many records one is large or deep. */
    private static final int RARELY = 400;

    private final SplittableRandom random;

    Mutations(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** One record changed, once or a few times, perhaps with a part of the other. */
    byte[] of(byte[] record, byte[] other) {
        byte[] changed = record;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            changed = once(changed, other);
        }
        return changed;
    }

    private byte[] once(byte[] record, byte[] other) {
        return switch (random.nextInt(9)) {
            case 0 -> flipped(record);
            case 1 -> Arrays.copyOf(record, place(record));
            case 2 -> duplicated(record);
            case 3 ->
                joined(Arrays.copyOf(record, place(record)), Arrays.copyOfRange(other, place(other), other.length));
            case 4 -> renumbered(record);
            case 5 -> inserted(record, nested());
            case 6 -> inserted(record, "x".repeat(size()).getBytes(UTF_8));
            case 7 -> inserted(record, any(NOT_UTF8));
            default -> shortened(record);
        };
    }

    private byte[] flipped(byte[] record) {
        byte[] changed = record.clone();
        for (int i = random.nextInt(8); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private byte[] duplicated(byte[] record) {
        int from = place(record);
        int until = from + random.nextInt(record.length - from + 1);
        return joined(Arrays.copyOf(record, until), Arrays.copyOfRange(record, from, record.length));
    }

    private byte[] shortened(byte[] record) {
        int from = place(record);
        int until = from + random.nextInt(Math.min(32, record.length - from + 1));
        return joined(Arrays.copyOf(record, from), Arrays.copyOfRange(record, until, record.length));
    }

    /** Puts an extreme value into the place of the first number behind some place. */
    private byte[] renumbered(byte[] record) {
        int from = place(record);
        while (from < record.length && (record[from] < '0' || record[from] > '9')) {
            from++;
        }
        int until = from;
        while (until < record.length && record[until] >= '0' && record[until] <= '9') {
            until++;
        }
        byte[] head = joined(Arrays.copyOf(record, from), any(EXTREMES));
        return joined(head, Arrays.copyOfRange(record, until, record.length));
    }

    private byte[] nested() {
        byte[] opening = any(OPENINGS);
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        for (int depth = size() / opening.length; depth >= 0; depth--) {
            nested.writeBytes(opening);
        }
        return nested.toByteArray();
    }

    private byte[] inserted(byte[] record, byte[] part) {
        int at = place(record);
        return joined(joined(Arrays.copyOf(record, at), part), Arrays.copyOfRange(record, at, record.length));
    }

    private int size() {
        return random.nextInt(random.nextInt(RARELY) == 0 ? 200_000 : 400);
    }

    private int place(byte[] record) {
        return random.nextInt(record.length + 1);
    }

    private byte[] any(List<byte[]> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }

    private static List<byte[]> bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toList();
    }
}
