package dev.fleetshadow.remediation;

import java.io.Serializable;

/**
 * A limit that is either a number or a share of a group.
 *
 * @param number used if {@code share} is NaN
 * @param share 0..1; of a group that is too small for a share of one, it is still one
 */
public record Amount(int number, double share) implements Serializable {

    public static Amount of(int number) {
        return new Amount(number, Double.NaN);
    }

    public static Amount share(double share) {
        return new Amount(0, share);
    }

    int among(int members) {
        return Double.isNaN(share) ? number : Math.max(1, (int) Math.floor(share * members));
    }

    @Override
    public String toString() {
        return Double.isNaN(share) ? Integer.toString(number) : Math.round(100 * share) + " %";
    }
}
