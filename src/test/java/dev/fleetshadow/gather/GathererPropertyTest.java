package dev.fleetshadow.gather;

import static dev.fleetshadow.gather.Collected.at;
import static dev.fleetshadow.gather.Collected.delivery;
import static dev.fleetshadow.gather.Collected.gatherer;
import static dev.fleetshadow.gather.Collected.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the points of an interval come, the same is made of them. */
class GathererPropertyTest {

    private static final int MINUTES = 20;
    private static final List<Double> BOUNDS = List.of(0.1, 0.2, 0.5);

    private final Gatherer gatherer = gatherer(
            rule("busy", "counter-0", "counter-*", true, "", MetricRule.Take.MAX),
            rule("fullest", "gauge{*", "", false, "n", MetricRule.Take.MEAN));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyOrderAnySplitAndAnyRepetitionGiveTheSameUpdates(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Measurement>> minutes = minutes(random);
        List<StatusUpdate> expected = new ArrayList<>();
        Gathering whole = new Gathering();
        for (int minute = 0; minute < MINUTES; minute++) {
            gatherer.take(whole, delivery(minutes.get(minute)), begin(minute));
            gatherer.close(whole, end(minute)).forEach(closed -> expected.add(closed.update()));
        }
        assertThat(expected).hasSize(MINUTES);
        assertThat(expected.get(MINUTES - 1).metrics()).hasSizeGreaterThan(3);

        List<StatusUpdate> updates = new ArrayList<>();
        Gathering pieces = new Gathering();
        for (int minute = 0; minute < MINUTES; minute++) {
            List<Measurement> mixed = new ArrayList<>(minutes.get(minute));
            mixed.addAll(mixed.subList(0, random.nextInt(mixed.size())));
            Collections.shuffle(mixed, new Random(random.nextLong()));
            while (!mixed.isEmpty()) {
                List<Measurement> piece = mixed.subList(0, 1 + random.nextInt(mixed.size()));
                gatherer.take(pieces, delivery(piece), begin(minute));
                piece.clear();
                pieces = random.nextInt(4) == 0 ? storedAndRead(pieces) : pieces;
            }
            gatherer.close(pieces, end(minute)).forEach(closed -> updates.add(closed.update()));
        }
        assertThat(updates).as("seed %d", seed).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void counterResetsNeverGiveARateThatIsNegativeOrHigherThanAnyThatWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean told = seed % 2 == 0;
        double fastest = 0;
        double value = 0;
        double start = 0;
        double seconds = 0;
        Gatherer plain = gatherer();
        Gathering gathering = new Gathering();
        List<Double> rates = new ArrayList<>();
        for (int minute = 0; minute < 500; minute++) {
            for (int reading = 0; reading < 3; reading++) {
                double rate = 100 * random.nextDouble();
                double elapsed = 20 - (reading == 0 ? 0 : random.nextDouble());
                fastest = Math.max(fastest, rate);
                if (random.nextInt(10) == 0) {
                    start = seconds;
                    value = 0;
                }
                value += rate * elapsed;
                seconds += elapsed;
                Measurement measured =
                        told ? Collected.counter("c", start, seconds, value) : Collected.counter("c", seconds, value);
                plain.take(gathering, delivery(measured), at(seconds).toEpochMilli());
            }
            plain.close(gathering, at(seconds).toEpochMilli())
                    .forEach(closed -> rates.addAll(closed.update().metrics().values()));
        }
        assertThat(rates).as("seed %d", seed).hasSizeGreaterThan(250);
        double limit = fastest * 1.001;
        assertThat(rates)
                .as("seed %d", seed)
                .allSatisfy(rate -> assertThat(rate).isBetween(0.0, limit));
    }

    private static List<List<Measurement>> minutes(SplittableRandom random) {
        List<List<Measurement>> minutes = new ArrayList<>();
        double[] counters = new double[5];
        long[] buckets = new long[4];
        for (int minute = 0; minute < MINUTES; minute++) {
            List<Measurement> measurements = new ArrayList<>();
            for (double second = random.nextInt(10); second < 60; second += 5 + random.nextInt(10)) {
                double seconds = 60 * minute + second;
                for (int n = 0; n < counters.length; n++) {
                    counters[n] = random.nextInt(50) == 0 ? 0 : counters[n] + random.nextInt(100);
                    measurements.add(Collected.counter("counter-" + n, seconds, counters[n]));
                    measurements.add(Collected.gauge("gauge{n=" + n + "}", seconds, random.nextDouble()));
                    measurements.add(Collected.delta("delta{n=" + n + "}", seconds - 5, seconds, random.nextInt(9)));
                }
                buckets[random.nextInt(buckets.length)] += random.nextInt(20);
                for (PointKind kind : List.of(PointKind.CUMULATIVE, PointKind.DELTA)) {
                    measurements.add(Collected.histogram(
                            kind + "-time", kind, seconds, BOUNDS, buckets[0], buckets[1], buckets[2], buckets[3]));
                }
            }
            minutes.add(measurements);
        }
        return minutes;
    }

    private static Gathering storedAndRead(Gathering gathering) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        gathering.writeTo(new DataOutputStream(bytes));
        return Gathering.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static long begin(int minute) {
        return at(60 * minute).toEpochMilli();
    }

    private static long end(int minute) {
        return at(60 * (minute + 1)).toEpochMilli();
    }
}
