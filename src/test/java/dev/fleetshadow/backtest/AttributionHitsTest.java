package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.backtest.AttributionHits.Blame;
import dev.fleetshadow.backtest.Labels.Label;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Attribution is judged by the metrics that come first. */
class AttributionHitsTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final AttributionHits hits = new AttributionHits();

    @Test
    void asManyMetricsCountAsTheLabellersBlame() {
        hits.count(event("a", "b"), List.of(blame("a", "x", "b")));
        assertThat(hits.at100()).isEqualTo(0.5);
        assertThat(hits.at150()).isEqualTo(1);
    }

    @Test
    void halfAMetricMoreIsNone() {
        hits.count(event("a"), List.of(blame("x", "a")));
        assertThat(hits.at150()).isZero();
    }

    @Test
    void recordsAreAveragedWithinAnEventAndEventsAmongEachOther() {
        hits.count(event("a"), List.of(blame("a"), blame("x"), blame("x"), blame("x")));
        hits.count(event("a"), List.of(blame("a")));
        assertThat(hits.at100()).isCloseTo((0.25 + 1) / 2, within(1e-12));
    }

    /** Of 99 records every other one is looked at: the right ones here. */
    @Test
    void aLongEventIsLookedAtInEvenSteps() {
        Stream<Blame> during = IntStream.range(0, 99).mapToObj(i -> i % 2 == 0 ? blame("a") : blame("x"));
        hits.count(event("a"), during.toList());
        assertThat(hits.at100()).isEqualTo(1);
    }

    @Test
    void eventsWithoutBlamedMetricsOrWithoutRecordsSayNothing() {
        hits.count(event(), List.of(blame("a")));
        hits.count(event("a"), List.of());
        assertThat(hits.at100()).isNaN();
    }

    private static Label event(String... metrics) {
        return new Label(START, START.plusSeconds(600), Set.of(metrics));
    }

    private static Blame blame(String... metrics) {
        return new Blame(START, List.of(metrics));
    }
}
