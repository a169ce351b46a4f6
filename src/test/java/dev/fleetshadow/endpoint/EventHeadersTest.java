package dev.fleetshadow.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.stream.DeadLetter;
import dev.fleetshadow.stream.WireRecord;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record tells what it is, and the same record always tells the same. */
class EventHeadersTest {

    private static final Instant AT = Instant.parse("2026-01-05T00:00:00Z");

    @Test
    void theSameMessageHasTheSameIdInWhateverOrderItsPartsWerePutTogether() {
        Map<String, String> labels = new LinkedHashMap<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, String> back = new LinkedHashMap<>();
        Map<String, Double> backwards = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            labels.put("label-" + i, "x");
            back.put("label-" + (29 - i), "x");
            metrics.put("metric-" + i, 1.0);
            backwards.put("metric-" + (29 - i), 1.0);
        }
        String id = header(of(labels, metrics), "ce_id");
        assertThat(header(of(back, backwards), "ce_id")).isEqualTo(id);
        metrics.put("metric-0", 2.0);
        assertThat(header(of(labels, metrics), "ce_id")).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-1", "a b", "a/b?c#d", "ü%", "日本"})
    void aSourceIsAUriWhateverTheNameIs(String name) {
        String source = EventHeaders.source("resources", name);
        assertThat(URI.create(source).getPath()).isEqualTo("/resources/" + name);
        assertThat(source).doesNotContain(" ");
    }

    @Test
    void aDeadLetterKeepsWhereItCameFromAndHowOftenItWasReplayed() {
        WireRecord original = WireRecord.of("fleet.status", "web-1", "{".getBytes(UTF_8), AT.toEpochMilli());
        original.partition = 3;
        original.offset = 17;
        original.replays = 2;
        var records = new DeadLetterRecords("fleet.deadletter", "/job");
        ProducerRecord<byte[], byte[]> letter = records.serialize(
                new DeadLetter(original, null, DeadLetter.Reason.INVALID, "x".repeat(2000)), null, null);
        assertThat(headers(letter.headers()))
                .containsEntry("ce_subject", "fleet.status/3/17")
                .containsEntry("ce_time", "2026-01-05T00:00:00Z")
                .containsEntry("timestamp", Long.toString(AT.toEpochMilli()))
                .containsEntry("original-length", "1")
                .containsEntry("fs_replays", "2");
        assertThat(header(letter.headers(), "detail")).hasSize(1000);
        original.replays = 0;
        original.offset = 18;
        ProducerRecord<byte[], byte[]> next =
                records.serialize(new DeadLetter(original, null, DeadLetter.Reason.INVALID, ""), null, null);
        assertThat(headers(next.headers())).doesNotContainKey("fs_replays");
        assertThat(header(next.headers(), "ce_id")).isNotEqualTo(header(letter.headers(), "ce_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "seven", "9999999", "٣"})
    void aCountThatNobodyHereWroteCountsAsNone(String count) {
        Headers headers = new RecordHeaders();
        assertThat(Replays.of(headers)).isZero();
        EventHeaders.text(headers, Replays.HEADER, count);
        assertThat(Replays.of(headers)).isZero();
        headers.add(Replays.HEADER, null);
        assertThat(Replays.of(headers)).isZero();
        Replays.write(headers, 2);
        assertThat(Replays.of(headers)).isEqualTo(2);
    }

    private static Headers of(Map<String, String> labels, Map<String, Double> metrics) {
        var update = new StatusUpdate(new Resource("web-1", "host", "web", labels), AT, null, metrics, List.of(), null);
        Headers headers = new RecordHeaders();
        EventHeaders.add(headers, StatusJson.TYPE, "/resources/web-1", StatusJson.encode(update), AT, "web-1");
        return headers;
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
        return texts;
    }
}
