package dev.fleetshadow.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads numbers as the JSON form of protobuf allows them: whole ones of 64 bits as texts, because not every reader of JSON
 * can hold them, and those that are no numbers by their names.
 */
final class OtlpNumbers {

    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    /** No whole number of 64 bits has more digits, with sign. */
    private static final int MOST_DIGITS = 21;

    private OtlpNumbers() {}

    static double real(JsonNode node, String path) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isTextual() && node.textValue().length() <= 64) {
            try {
                return Double.parseDouble(node.textValue());
            } catch (NumberFormatException e) {
                throw invalid(node, path, "send a number");
            }
        }
        throw invalid(node, path, "send a number");
    }

    /** A whole number from {@code least} to the most that is written without a sign in as many bits. */
    static long whole(JsonNode node, String path, long least) {
        BigInteger number = whole(node, path);
        BigInteger most = least == Integer.MIN_VALUE ? BigInteger.ONE.shiftLeft(Integer.SIZE) : MOST;
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(most) > 0) {
            throw invalid(node, path, "send a whole number that fits");
        }
        return number.longValue();
    }

    private static BigInteger whole(JsonNode node, String path) {
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue();
        }
        try {
            if (node.isTextual() && node.textValue().length() <= MOST_DIGITS) {
                return new BigInteger(node.textValue());
            }
            if (node.isNumber() && Math.abs(node.doubleValue()) <= Long.MAX_VALUE) {
                return BigDecimal.valueOf(node.doubleValue()).toBigIntegerExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw invalid(node, path, "send a whole number");
        }
        throw invalid(node, path, "send a whole number");
    }

    private static InvalidUpdateException invalid(JsonNode node, String path, String remedy) {
        return new InvalidUpdateException(path, node.toString(), remedy);
    }
}
