package dev.fleetshadow.remediation;

import dev.fleetshadow.action.Disruption;
import dev.fleetshadow.census.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How much may happen in the group at once, and within an hour; actions that disrupt nothing are free. */
final class GroupGuards {

    static final List<Guard> ALL =
            List.of(GroupGuards::peers, GroupGuards::healthyShare, GroupGuards::concurrency, GroupGuards::hourlyBudget);

    private GroupGuards() {}

    private static Verdict peers(Question asked) {
        if (!asked.action().needsPeers()) {
            return null;
        }
        Tally tally = asked.ledger().tally();
        return tally == null || wellOthers(tally) < 1
                ? Verdict.withheld(Guardrail.NO_TARGET, "no other member of the group is known to be well")
                : null;
    }

    private static Verdict healthyShare(Question asked) {
        if (!asked.action().disruption().takesOut()) {
            return null;
        }
        Tally tally = asked.ledger().tally();
        if (tally == null || tally.members() == 0) {
            return Verdict.withheld(Guardrail.HEALTHY_SHARE, "the members of the group are not counted yet");
        }
        int others = tally.members() - 1;
        double least = asked.limits().budget().minHealthyShare();
        return others > 0 && wellOthers(tally) < least * others
                ? Verdict.withheld(
                        Guardrail.HEALTHY_SHARE,
                        String.format(
                                Locale.ROOT,
                                "%d of %d other members are well, %.0f %% must be",
                                wellOthers(tally),
                                others,
                                100 * least))
                : null;
    }

    private static Verdict concurrency(Question asked) {
        if (asked.action().disruption() == Disruption.NONE) {
            return null;
        }
        Amount most = asked.limits().budget().inFlight();
        int underWay = asked.ledger().inFlight().size();
        return underWay >= most.among(members(asked))
                ? Verdict.withheld(
                        Guardrail.IN_FLIGHT, "%d remediations under way, %s allowed".formatted(underWay, most))
                : null;
    }

    private static Verdict hourlyBudget(Question asked) {
        if (asked.action().disruption() == Disruption.NONE) {
            return null;
        }
        Amount most = asked.limits().budget().perHour();
        long sent = asked.ledger().sentSince(asked.now().minus(Duration.ofHours(1)));
        return sent >= most.among(members(asked))
                ? Verdict.withheld(
                        Guardrail.HOURLY_BUDGET, "%d commands within the hour, %s allowed".formatted(sent, most))
                : null;
    }

    private static int members(Question asked) {
        Tally tally = asked.ledger().tally();
        return tally == null ? 0 : tally.members();
    }

    /** The resource asked about is ill itself, whether it is counted so yet or not. */
    private static int wellOthers(Tally tally) {
        return tally.members() - Math.max(1, tally.ill());
    }
}
