package dev.fleetshadow.census;

import java.time.Duration;
import java.time.Instant;

/**
 * One member of a domain, as it last announced itself.
 *
 * @param announcedAt event time
 * @param alarmedAt when it last became ill, but for those times within an hour after; {@code null} if it never did
 */
public record Member(Standing standing, Instant announcedAt, Instant alarmedAt) {

    /** Who comes and goes within this time has raised one alarm. */
    private static final Duration SAME_ALARM = Duration.ofHours(1);

    /** Who reports announces itself every hour; after a day without, it has left or moved. */
    private static final Duration FORGET = Duration.ofHours(25);

    public static final Member NEW = new Member(Standing.AWAY, Instant.EPOCH, null);

    /**
     * How it stands now. While the domain is held, an ill member that leaves goes on counting as it did: taking the ill away
     * must not loosen the hold.
     */
    public Member announces(Standing now, Instant at, boolean held) {
        Standing counted = now == Standing.AWAY && standing.ill() && held ? standing : now;
        boolean alarm =
                counted.ill() && !standing.ill() && (alarmedAt == null || !at.isBefore(alarmedAt.plus(SAME_ALARM)));
        return new Member(counted, at, alarm ? at : alarmedAt);
    }

    /** Whether it has raised an alarm since it was {@code before}. */
    boolean alarmedSince(Member before) {
        return alarmedAt != null && !alarmedAt.equals(before.alarmedAt);
    }

    /** Whether it is to be forgotten; a silent one is kept for as long as it counts as silent. */
    public boolean gone(Instant now, boolean held) {
        boolean counts = standing == Standing.SILENT || (held && standing.ill());
        Duration patience = counts ? FORGET.multipliedBy(7) : FORGET;
        return announcedAt.plus(patience).isBefore(now);
    }
}
