package dev.fleetshadow.backtest;

import static java.util.stream.Collectors.averagingDouble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What a detector's scores are worth on a labelled set.
 *
 * <p>VUS-PR, AUC-PR and attribution are means over resources; events are pooled, false alarms are per normal
 * resource-day.
 *
 * @param hits attribution by resource; empty for a detector that blames no metrics
 */
record Scorecard(List<ResourceQuality> resources, Map<String, AttributionHits> hits) {

    double vusPr() {
        return mean(ResourceQuality::vusPr);
    }

    double aucPr() {
        return mean(ResourceQuality::aucPr);
    }

    double hitRate100() {
        return meanHits(AttributionHits::at100);
    }

    double hitRate150() {
        return meanHits(AttributionHits::at150);
    }

    /** Events found and their median delay, over all resources. */
    AlarmBudget.Found pooled(Function<ResourceQuality, AlarmBudget.Found> part) {
        List<Double> delays = new ArrayList<>();
        int events = 0;
        for (ResourceQuality resource : resources) {
            AlarmBudget.Found found = part.apply(resource);
            delays.addAll(found.delayMinutes());
            events += found.of();
        }
        return new AlarmBudget.Found(delays.size(), events, delays);
    }

    /** False alarms per normal resource-day at one of the fixed thresholds. */
    double falseAlarmsPerDay(int threshold) {
        double alarms = 0;
        double days = 0;
        for (ResourceQuality resource : resources) {
            alarms += resource.fixed().get(threshold).falseAlarms();
            days += resource.normalDays();
        }
        return alarms / days;
    }

    /** Made of maps, lists and numbers, for JSON. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("resources", resources.size());
        figures.put("judgedDays", sum(ResourceQuality::days));
        figures.put("normalDays", sum(ResourceQuality::normalDays));
        figures.put("vusPr", number(vusPr()));
        figures.put("aucPr", number(aucPr()));
        figures.put("atOneFalseAlarmADay", figures(pooled(ResourceQuality::daily)));
        figures.put("atOneFalseAlarmAWeek", figures(pooled(ResourceQuality::weekly)));
        for (int k = 0; k < ResourceQuality.HEALTH.length; k++) {
            int threshold = k;
            Map<String, Object> fixed =
                    figures(pooled(resource -> resource.fixed().get(threshold).found()));
            fixed.put("falseAlarmsPerNormalDay", number(falseAlarmsPerDay(k)));
            figures.put("belowHealth" + ResourceQuality.HEALTH[k], fixed);
        }
        figures.put("hitRateAt100", number(hitRate100()));
        figures.put("hitRateAt150", number(hitRate150()));
        figures.put("perResource", resources.stream().map(this::figures).toList());
        return figures;
    }

    private Map<String, Object> figures(ResourceQuality resource) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("resource", resource.resource());
        figures.put("judgedDays", resource.days());
        figures.put("vusPr", number(resource.vusPr()));
        figures.put("aucPr", number(resource.aucPr()));
        figures.put("atOneFalseAlarmADay", figures(resource.daily()));
        figures.put("atOneFalseAlarmAWeek", figures(resource.weekly()));
        for (ResourceQuality.Fixed fixed : resource.fixed()) {
            figures.put("falseAlarmsBelowHealth" + fixed.health(), fixed.falseAlarms());
        }
        AttributionHits attribution = hits.get(resource.resource());
        if (attribution != null) {
            figures.put("hitRateAt100", number(attribution.at100()));
            figures.put("hitRateAt150", number(attribution.at150()));
        }
        return figures;
    }

    private static Map<String, Object> figures(AlarmBudget.Found found) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("eventsFound", found.events());
        figures.put("events", found.of());
        figures.put("medianDelayMinutes", number(found.medianDelayMinutes()));
        return figures;
    }

    /** JSON has no NaN. */
    private static Double number(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }

    private double mean(ToDoubleFunction<ResourceQuality> figure) {
        return resources.stream().filter(resource -> resource.events() > 0).collect(averagingDouble(figure));
    }

    private double meanHits(ToDoubleFunction<AttributionHits> figure) {
        return hits.values().stream()
                .mapToDouble(figure)
                .filter(rate -> !Double.isNaN(rate))
                .average()
                .orElse(Double.NaN);
    }

    private double sum(ToDoubleFunction<ResourceQuality> figure) {
        return resources.stream().mapToDouble(figure).sum();
    }
}
