package dev.fleetshadow.health;

import java.util.Locale;

/**
 * One metric's part in a score.
 *
 * @param metric its name
 * @param observed the value reported
 * @param expected what the channel that found it expected
 * @param sigmas signed distance in that channel's scale units
 * @param channel which view found it most unusual
 * @param share 0..1 of the smoothed score
 */
public record Contribution(
        String metric, double observed, double expected, double sigmas, Channel channel, double share) {

    /** For people: {@code system.cpu.utilization +6.1σ}. */
    public String summary() {
        return String.format(Locale.ROOT, "%s %+.1fσ", metric, sigmas);
    }
}
