package dev.fleetshadow.settings;

import dev.fleetshadow.diagnosis.Breach;
import dev.fleetshadow.diagnosis.Condition;
import dev.fleetshadow.diagnosis.Direction;
import dev.fleetshadow.diagnosis.ForeseenAsked;
import dev.fleetshadow.diagnosis.MetricsAsked;
import dev.fleetshadow.diagnosis.ScoreAsked;
import dev.fleetshadow.diagnosis.Side;
import dev.fleetshadow.diagnosis.StateAsked;
import dev.fleetshadow.diagnosis.Trend;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a stage of a failure mode asks of a report, and refuses one that asks for nothing. */
final class ConditionReader {

    private static final double DEFAULT_MIN_SHARE = 0.3;
    private static final double DEFAULT_UNLESS_SIGMAS = 2;
    private static final double MOST_SIGMAS = 1000;
    private static final double DEFAULT_MIN_PROBABILITY = 0.5;
    private static final int DEFAULT_FALLING_WITHIN = 5;
    private static final String HEALTHY =
            "write a number from 0 to %.0f, where the healthy band begins; healthy reports"
                            .formatted(ScoreAsked.HEALTHY_FROM)
                    + " are not watched";
    private static final List<String> DECISIVE =
            List.of("score-below", "falling-by", "status", "predicted", "predicted-breach-within");
    private static final Set<String> WITH_CORRELATED = Set.of("correlated", "held-for", "or");

    private ConditionReader() {}

    static Condition condition(Section section) {
        StateAsked state = state(section);
        if (!state.silent() && !state.correlated() && DECISIVE.stream().noneMatch(section::has)) {
            section.problem("score-below", "nothing", "ask for silent, correlated, " + String.join(", ", DECISIVE));
        }
        if (state.correlated() && !WITH_CORRELATED.containsAll(section.keys())) {
            section.problem("correlated", "true", "it is about a failure domain; ask nothing else of it");
        }
        Condition condition = new Condition(score(section), metrics(section), state, foreseen(section));
        section.done();
        return condition;
    }

    private static ScoreAsked score(Section section) {
        double below = section.number("score-below", Double.NaN, 0, 100);
        boolean healthy = below > ScoreAsked.HEALTHY_FROM;
        if (healthy) {
            section.problem("score-below", section.text("score-below"), HEALTHY);
        }
        if (section.has("falling-within") && !section.has("falling-by")) {
            section.problem("falling-within", section.text("falling-within"), "say by how much with falling-by");
        }
        return new ScoreAsked(
                healthy ? Double.NaN : below,
                section.number("falling-by", Double.NaN, 1, 100),
                section.count("falling-within", DEFAULT_FALLING_WITHIN, ScoreAsked.LONGEST_FALL));
    }

    private static MetricsAsked metrics(Section section) {
        return new MetricsAsked(
                new Side(section.choice("direction", Direction.class, Direction.ANY), patterns(section, "inverse")),
                new MetricsAsked.Carried(
                        patterns(section, "metrics"), section.number("min-share", DEFAULT_MIN_SHARE, 0, 1)),
                patterns(section, "leading"),
                section.choice("trend", Trend.class, null),
                new MetricsAsked.Unless(
                        patterns(section, "unless"),
                        section.number("unless-sigmas", DEFAULT_UNLESS_SIGMAS, 0, MOST_SIGMAS)));
    }

    private static StateAsked state(Section section) {
        Set<ResourceStatus> statuses = section.texts("status").stream()
                .map(text -> section.choice("status", text, ResourceStatus.class, ResourceStatus.RUNNING))
                .collect(Collectors.toSet());
        return new StateAsked(statuses, section.flag("silent"), section.flag("correlated"));
    }

    private static ForeseenAsked foreseen(Section section) {
        return new ForeseenAsked(
                section.text("predicted", null),
                section.number("min-probability", DEFAULT_MIN_PROBABILITY, 0, 1),
                breach(section));
    }

    private static Breach breach(Section section) {
        Duration within = section.duration("predicted-breach-within", null);
        List<Glob> of = patterns(section, "breach-of");
        if (section.has("breach-of") && !section.has("predicted-breach-within")) {
            section.problem(
                    "breach-of",
                    String.join(", ", section.texts("breach-of")),
                    "say how soon with predicted-breach-within");
        }
        if (within != null && within.compareTo(TimeToLimit.FARTHEST) > 0) {
            section.problem("predicted-breach-within", within.toString(), "write at most " + TimeToLimit.FARTHEST);
        }
        return within == null ? null : new Breach(within, of);
    }

    private static List<Glob> patterns(Section section, String field) {
        return section.texts(field).stream().map(Glob::of).toList();
    }
}
