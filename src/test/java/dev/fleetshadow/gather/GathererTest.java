package dev.fleetshadow.gather;

import static dev.fleetshadow.gather.Collected.MOST_METRICS;
import static dev.fleetshadow.gather.Collected.at;
import static dev.fleetshadow.gather.Collected.close;
import static dev.fleetshadow.gather.Collected.counter;
import static dev.fleetshadow.gather.Collected.delivery;
import static dev.fleetshadow.gather.Collected.delta;
import static dev.fleetshadow.gather.Collected.gatherer;
import static dev.fleetshadow.gather.Collected.gauge;
import static dev.fleetshadow.gather.Collected.histogram;
import static dev.fleetshadow.gather.Collected.metrics;
import static dev.fleetshadow.gather.Collected.take;
import static dev.fleetshadow.gather.Collected.updates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Says what becomes of gauges, counters and histograms of one interval and the next. */
class GathererTest {

    private static final List<Double> BOUNDS = List.of(0.1, 0.2, 0.5);

    private final Gatherer plain = gatherer();

    @Test
    void anIntervalIsOneUpdateAtItsEndWithTheLatestOfEachGauge() {
        List<StatusUpdate> updates =
                updates(plain, 2, gauge("a", 10, 1), gauge("a", 59.999, 2), gauge("b", 30, 3), gauge("a", 60, 4));
        assertThat(updates).hasSize(2);
        assertThat(updates.get(0).observedAt()).isEqualTo(at(60));
        assertThat(updates.get(0).resource()).isEqualTo(Collected.HOST);
        assertThat(updates.get(0).metrics()).containsOnly(entry("a", 2.0), entry("b", 3.0));
        assertThat(updates.get(1).metrics()).containsOnly(entry("a", 4.0));
    }

    @Test
    void aCounterIsARatePerSecondFromItsSecondIntervalOnAndIsCalledSo() {
        List<StatusUpdate> updates =
                updates(plain, 2, counter("io{disk=a}", 50, 1000), counter("io{disk=a}", 110, 1600));
        assertThat(updates.get(0).metrics()).as("a sign of life").isEmpty();
        assertThat(updates.get(1).metrics()).containsOnly(entry("io.rate{disk=a}", 10.0));
    }

    @Test
    void aFallWithoutAToldStartCostsOneIntervalAndNeverGivesANegativeRate() {
        Measurement[] falling = {counter("c", 50, 1000), counter("c", 110, 60), counter("c", 170, 180)};
        assertThat(metrics(plain, 2, falling)).isEmpty();
        assertThat(metrics(plain, 3, falling)).containsOnly(entry("c.rate", 2.0));
    }

    @Test
    void aNewStartThatIsToldCountsFromThereEvenIfTheCounterHasOvertakenItself() {
        assertThat(metrics(plain, 2, counter("c", 0, 50, 1000), counter("c", 90, 110, 60)))
                .as("fallen")
                .containsOnly(entry("c.rate", 3.0));
        assertThat(metrics(plain, 2, counter("c", 0, 50, 1000), counter("c", 90, 110, 2000)))
                .as("overtaken")
                .containsOnly(entry("c.rate", 100.0));
    }

    @Test
    void anotherStartThatLiesBeforeTheLastValueIsNoResetUnlessTheCounterFell() {
        assertThat(metrics(plain, 2, counter("c", 0, 50, 1000), counter("c", 1, 110, 1060)))
                .containsOnly(entry("c.rate", 1.0));
        assertThat(metrics(plain, 2, counter("c", 0, 50, 1000), counter("c", 10, 110, 500)))
                .containsOnly(entry("c.rate", 5.0));
    }

    @Test
    void twoValuesThatAreTooNearForARateWaitForTheNextInterval() {
        Measurement[] near = {counter("c", 59, 1000), counter("c", 61, 1001), counter("c", 169, 1110)};
        assertThat(metrics(plain, 2, near)).isEmpty();
        assertThat(metrics(plain, 3, near)).containsOnly(entry("c.rate", 1.0));
    }

    @Test
    void deltasAreAddedUpOverTheirOwnTimeAndARepeatIsNone() {
        assertThat(metrics(plain, 1, delta("d", 0, 10, 30), delta("d", 10, 20, 50), delta("d", 10, 20, 50)))
                .containsOnly(entry("d.rate", 4.0));
        Measurement untold = new Measurement("d", PointKind.DELTA, at(20), null, 120, null);
        assertThat(metrics(plain, 1, untold)).as("over the interval").containsOnly(entry("d.rate", 2.0));
    }

    @Test
    void aHistogramIsItsMedianItsTailAndItsRate() {
        Measurement first = histogram("t{route=/}", PointKind.CUMULATIVE, 50, BOUNDS, 100L, 0L, 0L, 7L);
        Measurement second = histogram("t{route=/}", PointKind.CUMULATIVE, 110, BOUNDS, 130L, 30L, 0L, 7L);
        assertThat(metrics(plain, 2, first, second))
                .containsOnly(
                        entry("t.p50{route=/}", 0.1),
                        entry("t.p99{route=/}", 0.1 + 0.1 * 29.4 / 30),
                        entry("t.rate{route=/}", 1.0));
        Measurement slow = histogram("t", PointKind.DELTA, 60, BOUNDS, 0L, 0L, 0L, 60L);
        assertThat(metrics(plain, 2, slow))
                .as("the last bucket has no end")
                .containsOnly(entry("t.p50", 0.5), entry("t.p99", 0.5), entry("t.rate", 1.0));
    }

    @Test
    void aHistogramOfWhichNothingWasCountedHasARateAndNoQuantiles() {
        Measurement first = histogram("t", PointKind.CUMULATIVE, 50, BOUNDS, 1L, 2L, 3L, 4L);
        Measurement second = histogram("t", PointKind.CUMULATIVE, 110, BOUNDS, 1L, 2L, 3L, 4L);
        assertThat(metrics(plain, 2, first, second)).containsOnly(entry("t.rate", 0.0));
    }

    @Test
    void aHistogramWithOtherBoundsBeginsAnew() {
        Measurement first = histogram("t", PointKind.CUMULATIVE, 50, BOUNDS, 1L, 2L, 3L, 4L);
        Measurement second = histogram("t", PointKind.CUMULATIVE, 110, List.of(1.0), 10L, 20L);
        assertThat(metrics(plain, 2, first, second)).isEmpty();
    }

    @Test
    void whatIsNoUsableNumberIsLeftOutAndNamed() {
        StatusUpdate update = updates(
                        plain, 1, gauge("nan", 1, Double.NaN), gauge("absurd", 1, 1e101), gauge("fine", 1, 1e100))
                .get(0);
        assertThat(update.metrics()).containsOnlyKeys("fine");
        assertThat(update.unusable()).containsExactly("absurd", "nan");
    }

    @Test
    void anIntervalIsWaitedForAsLongAsItIsFromItsFirstPieceOn() {
        Gathering gathering = new Gathering();
        long sent = at(7).toEpochMilli();
        assertThat(plain.take(gathering, delivery(gauge("a", 5, 1)), sent).awaits())
                .isTrue();
        assertThat(plain.take(gathering, delivery(gauge("a", 55, 2)), at(57).toEpochMilli())
                        .awaits())
                .as("it is waited for already")
                .isFalse();
        assertThat(plain.take(gathering, delivery(gauge("b", 4, 3)), at(6).toEpochMilli())
                        .awaits())
                .as("sent before the first")
                .isTrue();
        assertThat(plain.close(gathering, at(66).toEpochMilli() - 1)).isEmpty();
        assertThat(plain.close(gathering, at(66).toEpochMilli()))
                .extracting(closed -> closed.update().metrics())
                .containsExactly(Map.of("a", 2.0, "b", 3.0));
    }

    @Test
    void whatComesAfterItsIntervalWasHandedOnIsLateAndLeftOut() {
        Gathering gathering = new Gathering();
        take(plain, gathering, gauge("a", 59, 1));
        close(plain, gathering);
        var taken = plain.take(gathering, delivery(gauge("a", 59.5, 1), gauge("a", 60, 2)), at(61).toEpochMilli());
        assertThat(taken.late()).isEqualTo(1);
        assertThat(plain.close(gathering, at(121).toEpochMilli()))
                .extracting(closed -> closed.update().metrics())
                .containsExactly(Map.of("a", 2.0));
    }

    @Test
    void aClockThatIsOffAndPointsThatWereHeldBackChangeNothing() {
        for (double off : new double[] {-7200, -30, 600}) {
            Gathering gathering = new Gathering();
            for (int second = 0; second < 600; second += 10) {
                var taken = plain.take(
                        gathering,
                        delivery(gauge("a", second, second)),
                        at(second - off).toEpochMilli());
                assertThat(taken.late()).isZero();
            }
            assertThat(plain.close(gathering, at(700 - off).toEpochMilli())).hasSize(10);
        }
    }

    @Test
    void anIntervalIsNeverHandedOnBeforeTheOneBeforeIt() {
        Gathering gathering = new Gathering();
        plain.take(gathering, delivery(counter("c", 110, 700)), at(0).toEpochMilli());
        plain.take(gathering, delivery(counter("c", 50, 100)), at(20).toEpochMilli());
        assertThat(plain.close(gathering, at(60).toEpochMilli()))
                .extracting(closed -> closed.update().metrics())
                .containsExactly(Map.of(), Map.of("c.rate", 10.0));
    }

    @Test
    void aCounterIsForgottenAfterAnHourOfIntervals() {
        Gathering gathering = new Gathering();
        take(plain, gathering, counter("c", 59, 0), counter("d", 60, 0));
        close(plain, gathering);
        take(plain, gathering, counter("c", 3659, 3600), counter("d", 3659, 3599));
        assertThat(close(plain, gathering).get(0).update().metrics())
                .containsOnly(entry("c.rate", 1.0), entry("d.rate", 1.0));
        take(plain, gathering, gauge("a", 2 * 3659, 1));
        close(plain, gathering);
        take(plain, gathering, counter("c", 2 * 3659 + 60, 9000));
        assertThat(close(plain, gathering).get(0).update().metrics()).isEmpty();
    }

    @Test
    void aResourceIsForgottenAfterAnHourOfIntervalsInWhichNothingWasSent() {
        Gathering gathering = new Gathering();
        take(plain, gathering, counter("c", 30, 1));
        assertThat(plain.forgets(gathering, at(9000).toEpochMilli()))
                .as("something is awaited")
                .isFalse();
        close(plain, gathering);
        long closed = plain.closesAt(at(0).toEpochMilli());
        assertThat(plain.forgets(gathering, plain.alarmAt(closed) - 1)).isFalse();
        assertThat(plain.forgets(gathering, plain.alarmAt(closed))).isTrue();
    }

    @Test
    void moreSeriesThanThereIsRoomForAreRefusedAndThoseKnownGoOn() {
        Gathering gathering = new Gathering();
        List<Measurement> flood = new ArrayList<>();
        for (int i = 0; i < Gathering.MOST_CELLS + 7; i++) {
            flood.add(gauge("series-" + i, 1, i));
        }
        assertThat(take(plain, gathering, flood.toArray(Measurement[]::new)).refused())
                .isEqualTo(7);
        assertThat(take(plain, gathering, gauge("series-0", 2, 5), gauge("another", 2, 5))
                        .refused())
                .isEqualTo(1);
        Measurement wide = histogram("series-0", PointKind.CUMULATIVE, 1, BOUNDS, 1L, 1L, 1L, 1L);
        assertThat(take(plain, gathering, wide).refused()).isEqualTo(1);
        Gatherer.Closed closed = close(plain, gathering).get(0);
        assertThat(closed.update().metrics()).hasSize(MOST_METRICS);
        assertThat(closed.trimmed()).isEqualTo(Gathering.MOST_CELLS - MOST_METRICS);
        assertThat(take(plain, gathering, gauge("another", 70, 5)).refused()).isZero();
    }

    @Test
    void aTimeOfNoClockIsRefusedBeforeItIsTheTimeOfAnUpdate() {
        Instant latest = StatusUpdate.LATEST.minus(Duration.ofDays(1));
        assertThat(point(latest, null).at()).isEqualTo(latest);
        assertThatThrownBy(() -> point(latest.plusNanos(1), null))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("m.time");
        assertThatThrownBy(() -> point(Instant.EPOCH.minusNanos(1), null)).isInstanceOf(InvalidUpdateException.class);
        assertThatThrownBy(() -> point(at(0), at(1)))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("m.start");
    }

    private static DataPoint point(Instant at, Instant since) {
        return new DataPoint(Map.of(), "m", Map.of(), PointKind.CUMULATIVE, at, since, 1, null);
    }
}
