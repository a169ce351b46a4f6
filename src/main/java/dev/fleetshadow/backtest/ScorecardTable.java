package dev.fleetshadow.backtest;

import dev.fleetshadow.backtest.AlarmBudget.Found;
import java.util.Locale;
import java.util.Map;

/** Sets scorecards side by side, for people. */
final class ScorecardTable {

    private static final String[] PROMISES = {"1 a day", "1 a week", "1 a month"};

    private ScorecardTable() {}

    /** One line for each detector. */
    static String of(Map<String, Scorecard> cards) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-28s %7s %7s  %-22s %-22s %8s %8s%n",
                "",
                "VUS-PR",
                "AUC-PR",
                "found at 1 alarm a day",
                "at 1 a week",
                "hit@100",
                "hit@150"));
        cards.forEach((name, card) -> table.append(String.format(
                Locale.ROOT,
                "%-28s %7s %7s  %-22s %-22s %8s %8s%n",
                name,
                share(card.vusPr()),
                share(card.aucPr()),
                found(card.pooled(ResourceQuality::daily)),
                found(card.pooled(ResourceQuality::weekly)),
                share(card.hitRate100()),
                share(card.hitRate150()))));
        return table.toString();
    }

    /** What the same thresholds find and cost on every resource. */
    static String fixedThresholds(Scorecard card) {
        StringBuilder table = new StringBuilder();
        for (int k = 0; k < ResourceQuality.HEALTH.length; k++) {
            int threshold = k;
            table.append(String.format(
                    Locale.ROOT,
                    "health below %d: found %s, %.3f false alarms per normal resource-day (promised: %s)%n",
                    ResourceQuality.HEALTH[k],
                    found(card.pooled(
                            resource -> resource.fixed().get(threshold).found())),
                    card.falseAlarmsPerDay(k),
                    PROMISES[k]));
        }
        return table.toString();
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String found(Found found) {
        double delay = found.medianDelayMinutes();
        return String.format(Locale.ROOT, "%d of %d", found.events(), found.of())
                + (Double.isNaN(delay) ? "" : String.format(Locale.ROOT, ", %.0f min", delay));
    }
}
