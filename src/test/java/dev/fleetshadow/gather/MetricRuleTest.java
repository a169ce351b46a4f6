package dev.fleetshadow.gather;

import static dev.fleetshadow.gather.Collected.MOST_METRICS;
import static dev.fleetshadow.gather.Collected.counter;
import static dev.fleetshadow.gather.Collected.gatherer;
import static dev.fleetshadow.gather.Collected.gauge;
import static dev.fleetshadow.gather.Collected.metrics;
import static dev.fleetshadow.gather.Collected.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Makes one metric of several series, or none where it would not be true. */
class MetricRuleTest {

    @Test
    void aShareIsMadeOfRatesAndItsSeriesAreNotKeptBeside() {
        Gatherer gatherer = gatherer(rule("busy", "cpu{*idle}", "cpu{*", true, "", MetricRule.Take.MAX));
        Measurement[] cpu = {
            counter("cpu{cpu=0,state=idle}", 50, 1000), counter("cpu{cpu=0,state=user}", 50, 1000),
            counter("cpu{cpu=0,state=idle}", 110, 1045), counter("cpu{cpu=0,state=user}", 110, 1015)
        };
        assertThat(metrics(gatherer, 2, cpu)).containsOnly(entry("busy", 0.25));
    }

    @Test
    void aShareWithAPartThatIsNotKnownYetIsNotToldRatherThanWrong() {
        Gatherer gatherer = gatherer(rule("busy", "cpu{*idle}", "cpu{*", true, "", MetricRule.Take.MAX));
        Measurement[] cpu = {
            counter("cpu{state=idle}", 50, 1000), counter("cpu{state=user}", 50, 1000),
            counter("cpu{state=idle}", 110, 3), counter("cpu{state=user}", 110, 1015)
        };
        assertThat(metrics(gatherer, 2, cpu)).isEmpty();
        assertThat(metrics(gatherer, 1, gauge("cpu{state=user}", 5, 3)))
                .as("no idle at all")
                .isEmpty();
    }

    @Test
    void theFullestOfSeveralIsFoundAndASumOrMeanWhereItIsAskedFor() {
        Measurement[] disks = {
            gauge("fs{mount=/,state=free}", 1, 60), gauge("fs{mount=/,state=used}", 1, 40),
            gauge("fs{mount=/var,state=free}", 1, 10), gauge("fs{mount=/var,state=used}", 1, 90)
        };
        for (var taken : Map.of(MetricRule.Take.MAX, 0.9, MetricRule.Take.SUM, 1.3, MetricRule.Take.MEAN, 0.65)
                .entrySet()) {
            Gatherer gatherer = gatherer(rule("full", "fs{*used}", "fs{*", false, "mount", taken.getKey()));
            assertThat(metrics(gatherer, 1, disks)).containsOnly(entry("full", taken.getValue()));
        }
    }

    @Test
    void ofTwoRulesWithOneNameTheFirstThatIsThereCounts() {
        Gatherer gatherer = gatherer(
                rule("m", "told", "", false, "", MetricRule.Take.MAX),
                rule("m", "made", "", false, "", MetricRule.Take.MAX));
        assertThat(metrics(gatherer, 1, gauge("told", 1, 1), gauge("made", 1, 2)))
                .containsOnly(entry("m", 1.0));
        assertThat(metrics(gatherer, 1, gauge("made", 1, 2))).containsOnly(entry("m", 2.0));
    }

    @Test
    void whatARuleMakesOfAbsurdValuesIsLeftOut() {
        Gatherer gatherer = gatherer(rule("sum", "a*", "", false, "", MetricRule.Take.MAX));
        assertThat(metrics(gatherer, 1, gauge("a1", 1, 1e100), gauge("a2", 1, 1e100)))
                .isEmpty();
        assertThat(metrics(gatherer, 1, gauge("a1", 1, 1e100), gauge("a2", 1, -1e100)))
                .containsOnly(entry("sum", 0.0));
    }

    @Test
    void whatARuleMakesHasItsPlaceAmongAnyNumberOfOthers() {
        Gatherer gatherer = gatherer(rule("zzz", "known", "", false, "", MetricRule.Take.MAX));
        List<Measurement> many = new ArrayList<>(List.of(gauge("known", 1, 1)));
        for (int i = 0; i < 2 * MOST_METRICS; i++) {
            many.add(gauge("other-" + i, 1, i));
        }
        assertThat(metrics(gatherer, 1, many.toArray(Measurement[]::new)))
                .hasSize(MOST_METRICS)
                .containsKey("zzz");
    }
}
