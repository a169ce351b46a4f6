package dev.fleetshadow.gather;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Tells how much a counter has counted, and in what time.
 *
 * @param distribution of a histogram, otherwise {@code null}
 */
public record Increase(double value, Distribution distribution, double seconds) {

    /**
     * What was counted between two measurements of a counter that begins anew when its process does: by its start if that
     * is told, or by a fall. Nothing is known of the time between the last measurement and an untold start.
     *
     * @param leastSeconds a rate over less would be a matter of chance
     */
    public static Optional<Increase> between(Measurement earlier, Measurement later, double leastSeconds) {
        boolean fell = fell(earlier, later);
        boolean startTold = later.fromAKnownStart() && !later.since().equals(earlier.since());
        if (startTold && (fell || later.since().isAfter(earlier.at()))) {
            return Optional.of(new Increase(later.value(), later.distribution(), later.secondsSinceStart()))
                    .filter(increase -> increase.over(leastSeconds));
        }
        if (fell) {
            return Optional.empty();
        }
        return Optional.of(new Increase(
                        later.value() - earlier.value(),
                        later.distribution() == null ? null : plus(later.distribution(), earlier.distribution(), -1),
                        Measurement.seconds(earlier.at(), later.at())))
                .filter(increase -> increase.over(leastSeconds));
    }

    /** What several measurements that do not overlap have counted together; of histograms, those like the last one. */
    static Optional<Increase> of(Collection<Measurement> deltas, double secondsIfUntold) {
        Increase sum = null;
        List<Measurement> latestFirst = new ArrayList<>(deltas);
        latestFirst.sort(Measurement.LATEST.reversed());
        boolean told = latestFirst.stream().allMatch(Measurement::fromAKnownStart);
        for (Measurement delta : latestFirst) {
            double seconds = told ? delta.secondsSinceStart() : 0;
            if (sum == null) {
                sum = new Increase(delta.value(), delta.distribution(), seconds);
            } else if (sameBounds(sum.distribution, delta.distribution())) {
                sum = new Increase(
                        sum.value + delta.value(),
                        sum.distribution == null ? null : plus(sum.distribution, delta.distribution(), 1),
                        sum.seconds + seconds);
            }
        }
        return Optional.ofNullable(sum)
                .map(whole -> told ? whole : new Increase(whole.value, whole.distribution, secondsIfUntold))
                .filter(increase -> increase.over(0));
    }

    public double perSecond() {
        return (distribution == null ? value : distribution.count()) / seconds;
    }

    private boolean over(double leastSeconds) {
        return seconds > 0 && seconds >= leastSeconds && (distribution != null || value >= 0);
    }

    private static boolean fell(Measurement earlier, Measurement later) {
        if (!sameBounds(earlier.distribution(), later.distribution())) {
            return true;
        }
        if (later.distribution() == null) {
            return later.value() < earlier.value();
        }
        for (int i = 0; i < later.distribution().counts().size(); i++) {
            if (later.distribution().counts().get(i)
                    < earlier.distribution().counts().get(i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameBounds(Distribution one, Distribution other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.bounds().equals(other.bounds());
    }

    private static Distribution plus(Distribution one, Distribution other, int sign) {
        List<Long> counts = new ArrayList<>(one.counts());
        for (int i = 0; i < counts.size(); i++) {
            long count = counts.get(i) + sign * other.counts().get(i);
            counts.set(i, count < 0 ? Long.MAX_VALUE : count);
        }
        return new Distribution(one.bounds(), counts);
    }
}
