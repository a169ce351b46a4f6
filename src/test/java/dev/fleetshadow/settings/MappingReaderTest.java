package dev.fleetshadow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fleetshadow.gather.Dialect;
import dev.fleetshadow.gather.DialectMapping;
import dev.fleetshadow.gather.MetricRule;
import dev.fleetshadow.gather.ResourceMapping;
import dev.fleetshadow.telemetry.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads mappings as people write them, and refuses one as a whole with every problem. */
class MappingReaderTest {

    private static final String FULL = """
            otlp:
              resource:
                id:
                  - {from: k8s.pod.uid, kind: pod}
                  - {from: host.name}
                group: [service.name, team]
                other-group: others
                labels: {zone: [cloud.zone, zone]}
              counters: ["*_total"]
              drop: ["debug.*"]
              keep: ["app.*"]
              metrics:
                - {name: busy, from: ["cpu{*idle}"], except: ["*cpu9*"], of: ["cpu*"], complement: true, per: [cpu], take: mean}
                - {name: seconds, from: ["millis"], scale: 0.001, offset: -1}
            """;

    @Test
    void everythingWrittenIsRead() {
        DialectMapping mapping = MappingReader.read("mine", FULL).get(Dialect.OTLP);
        assertThat(mapping.resource())
                .isEqualTo(new ResourceMapping(
                        List.of(
                                new ResourceMapping.Id("k8s.pod.uid", "pod"),
                                new ResourceMapping.Id("host.name", "resource")),
                        List.of("service.name", "team"),
                        "others",
                        Map.of("zone", List.of("cloud.zone", "zone"))));
        assertThat(mapping.counters()).containsExactly(Glob.of("*_total"));
        assertThat(mapping.drop()).containsExactly(Glob.of("debug.*"));
        assertThat(mapping.keep()).containsExactly(Glob.of("app.*"));
        assertThat(mapping.rules())
                .containsExactly(
                        new MetricRule(
                                "busy",
                                List.of(Glob.of("cpu{*idle}")),
                                List.of(Glob.of("*cpu9*")),
                                List.of(Glob.of("cpu*")),
                                true,
                                List.of("cpu"),
                                MetricRule.Take.MEAN,
                                1,
                                0),
                        new MetricRule(
                                "seconds",
                                List.of(Glob.of("millis")),
                                List.of(),
                                List.of(),
                                false,
                                List.of(),
                                MetricRule.Take.MAX,
                                0.001,
                                -1));
    }

    @Test
    void theLeastIsWhatNamesAResourceAndEverythingIsKeptThen() {
        DialectMapping mapping = MappingReader.read("mine", "influx: {resource: {id: [{from: host}]}}")
                .get(Dialect.INFLUX);
        assertThat(mapping.keep()).containsExactly(Glob.of("*"));
        assertThat(mapping.resource().otherGroup()).isEqualTo("default");
        assertThat(mapping.rules()).isEmpty();
    }

    @Test
    void whatAFileDoesNotDescribeIsMappedAsShipped(@TempDir Path directory) throws IOException {
        var mapping = MappingReader.read(Files.writeString(directory.resolve("mapping.yaml"), FULL));
        assertThat(mapping.dialects().get(Dialect.OTLP))
                .isEqualTo(MappingReader.read("mine", FULL).get(Dialect.OTLP));
        assertThat(mapping.dialects().get(Dialect.COLLECTD))
                .isEqualTo(MappingReader.SHIPPED.dialects().get(Dialect.COLLECTD));
        assertThat(MappingReader.SHIPPED.dialects()).containsOnlyKeys(Dialect.values());
    }

    @Test
    void everyProblemIsSaidAtOnceWithLineFieldAndRemedy() {
        String wrong = FULL.replace("from: host.name", "form: host.name")
                .replace("from: [\"cpu{*idle}\"], ", "")
                .replace("of: [\"cpu*\"], ", "")
                .replace("take: mean", "take: median")
                .replace("scale: 0.001", "scale: NaN")
                .replace("other-group: others", "other-group: []")
                .replace("drop: ", "drops: ");
        assertThat(problems(wrong))
                .contains("8 problems")
                .contains("line 5: otlp.resource.id[1].from is missing")
                .contains("line 5: otlp.resource.id[1].form: the key is unknown; known here are from, kind")
                .contains("line 7: otlp.resource.other-group: write a text that is not blank")
                .contains("line 10: otlp.drops: the key is unknown")
                .contains("otlp.metrics[0].from: 'nothing' is not usable; write which series it is made of")
                .contains("otlp.metrics[0].complement: 'true' is not usable; write of which series")
                .contains("otlp.metrics[0].take: 'median' is not usable; write one of max, sum, mean")
                .contains("otlp.metrics[1].scale: 'NaN' is not usable; write a number from");
    }

    @Test
    void aResourceMayNotBeWhatIsNone() {
        assertThat(problems(FULL.replace("kind: pod", "kind: failure-domain")))
                .contains("1 problem")
                .contains("line 4: otlp.resource.id[0].kind: 'failure-domain' is not usable");
    }

    @Test
    void whatIsNoMappingOrWithoutEndIsRefused() {
        assertThat(problems("")).contains("the document is empty; describe otlp, collectd or influx");
        assertThat(problems("otlp: [")).contains("not YAML");
        assertThat(problems("otlp: &a {x: 1}\ninflux: *a")).contains("an alias is not allowed");
        assertThat(problems("7")).contains("write a mapping of keys and values");
    }

    @Test
    void moreThanAnyMappingNeedsIsRefused(@TempDir Path directory) throws IOException {
        String rule = "    - {name: n, from: [a]}\n";
        String resource = "influx:\n  resource: {id: [{from: host}]}\n";
        assertThat(MappingReader.read("mine", resource + "  metrics:\n" + rule.repeat(200)))
                .hasSize(1);
        assertThat(problems(resource + "  metrics:\n" + rule.repeat(201))).contains("201 metrics", "at most 200");
        assertThat(problems(resource + "  drop: [" + "a,".repeat(101) + "]")).contains("101 patterns", "at most 100");
        Path large = Files.writeString(directory.resolve("large.yaml"), "#".repeat(300_000));
        assertThatThrownBy(() -> MappingReader.read(large))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("300000 bytes");
    }

    @Test
    void anyDamageLeadsEitherToAMappingOrToProblems() {
        SplittableRandom random = new SplittableRandom(20260105);
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            StringBuilder damaged = new StringBuilder(FULL);
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) (32 + random.nextInt(95)));
            }
            try {
                MappingReader.read("damaged", damaged.toString());
                read++;
            } catch (SettingsException e) {
                assertThat(e.getMessage()).startsWith("damaged: ");
            }
        }
        assertThat(read).isBetween(1, 1999);
    }

    private static String problems(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> MappingReader.read("mine", yaml))
                .getMessage();
    }
}
