package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.census.Announcement;
import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.CountedDomain;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.census.Standing;
import dev.fleetshadow.settings.PolicyText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is proved without a job is what a job does: the census counts alike on the heap and in an operator. */
class CountedDomainTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final String ZONE = "zone=a";
    private static final int MINUTES = 30 * 60;
    private static final PolicyText POLICY =
            new PolicyText("test", "failure-modes: [{id: leak, description: it leaks, stages: [{score-below: 40}]}]");

    private final CountedDomain onHeap = new CountedDomain(ZONE, GateSettings.DEFAULT);
    private final List<CensusNote> counted = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theHeapTellsWhatTheOperatorTells(long seed) throws Exception {
        List<Announcement> announcements = announcements(seed);
        List<CensusNote> streamed = streamed(announcements);
        int next = 0;
        for (int minute = 1; minute <= MINUTES; minute++) {
            Instant end = START.plusSeconds(60L * minute);
            while (next < announcements.size() && announcements.get(next).at().isBefore(end)) {
                Announcement one = announcements.get(next++);
                onHeap.announced(one.resourceId(), one.standing(), one.at()).ifPresent(counted::add);
            }
            onHeap.minute(end).ifPresent(counted::add);
        }
        assertThat(counted).isEqualTo(streamed);
        assertThat(counted)
                .as("holds come and go")
                .filteredOn(CensusNote::begun)
                .hasSizeGreaterThan(1);
        assertThat(counted).anyMatch(note -> note.ended() != null);
    }

    /** Twelve members, calm and stormy by turns; some vanish and are swept out a day later. */
    private static List<Announcement> announcements(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Announcement> announcements = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute += 1 + random.nextInt(7)) {
            boolean storm = minute / 90 % 4 == 3;
            int members = minute < 120 ? 12 : 9;
            Standing standing = random.nextDouble() < (storm ? 0.8 : 0.05)
                    ? List.of(Standing.UNWELL, Standing.SILENT).get(random.nextInt(2))
                    : List.of(Standing.WELL, Standing.WELL, Standing.WELL, Standing.AWAY)
                            .get(random.nextInt(4));
            Instant at = START.plusSeconds(60L * minute + 1 + random.nextInt(58));
            announcements.add(new Announcement(ZONE, "web-" + random.nextInt(members), standing, at));
        }
        return announcements;
    }

    private static List<CensusNote> streamed(List<Announcement> announcements) throws Exception {
        KeyedBroadcastOperatorTestHarness<String, Announcement, PolicyText, CensusNote> stage = RocksDb.run(
                new CensusFunction(new PolicyInForce(POLICY)), PolicyInForce.STATE, Announcement::domain, null);
        try {
            for (Announcement one : announcements) {
                stage.processElement(one, one.at().toEpochMilli());
                stage.watermark(one.at().toEpochMilli());
            }
            stage.watermark(START.plusSeconds(60L * MINUTES).toEpochMilli());
            return List.copyOf(stage.extractOutputValues());
        } finally {
            stage.close();
        }
    }
}
