package dev.fleetshadow.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A series is one text, out of which its dimensions can be told again. */
class SeriesNameTest {

    @Test
    void dimensionsStandSortedBehindTheMetric() {
        assertThat(SeriesName.of("cpu.time", Map.of("state", "idle", "cpu", "cpu0")))
                .isEqualTo("cpu.time{cpu=cpu0,state=idle}");
        assertThat(SeriesName.of("load", Map.of())).isEqualTo("load");
    }

    @Test
    void aSuffixBelongsToTheMetric() {
        assertThat(SeriesName.with(".rate", "io{disk=a}")).isEqualTo("io.rate{disk=a}");
        assertThat(SeriesName.with(".rate", "io")).isEqualTo("io.rate");
        assertThat(SeriesName.with(".rate", SeriesName.of("a{b", Map.of()))).isEqualTo("a\\{b.rate");
    }

    @Test
    void aDimensionThatIsNotThereIsEmpty() {
        assertThat(SeriesName.dimension("disk", "io")).isEmpty();
        assertThat(SeriesName.dimension("disk", "io{device=a}")).isEmpty();
        assertThat(SeriesName.dimension("device", "io{device=a}")).isEqualTo("a");
    }

    @Test
    void whateverIsInNamesSeriesStayApartAndTheirDimensionsAreToldAgain() {
        SplittableRandom random = new SplittableRandom(20260105);
        Map<String, Object> series = new HashMap<>();
        for (int round = 0; round < 5000; round++) {
            String metric = text(random);
            Map<String, String> dimensions = new HashMap<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                dimensions.put(text(random), text(random));
            }
            String name = SeriesName.of(metric, dimensions);
            Object same = Set.of(Map.entry(metric, dimensions));
            assertThat(series.getOrDefault(name, same)).as(name).isEqualTo(same);
            series.put(name, same);
            Set<String> values = new HashSet<>();
            dimensions.forEach((key, value) -> {
                String told = SeriesName.dimension(key, name);
                assertThat(told.isEmpty()).as("%s of %s", key, name).isEqualTo(value.isEmpty());
                values.add(told);
            });
            assertThat(values).hasSize(new HashSet<>(dimensions.values()).size());
        }
    }

    @Test
    void aNameThatIsTooLongIsCutAndStillTheOnlyOne() {
        String shared = "x".repeat(SeriesName.MOST_CHARACTERS);
        String one = SeriesName.of(shared + "1", Map.of("a", "b"));
        assertThat(one).hasSize(SeriesName.MOST_CHARACTERS).isNotEqualTo(SeriesName.of(shared + "2", Map.of("a", "b")));
        assertThat(SeriesName.of("x".repeat(SeriesName.MOST_CHARACTERS), Map.of()))
                .isEqualTo(shared);
    }

    private static String text(SplittableRandom random) {
        String alphabet = "\\{},=ab";
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
