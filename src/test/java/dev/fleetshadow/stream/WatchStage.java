package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Reporting;
import dev.fleetshadow.settings.PolicyText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs the watching stage over RocksDB; it begins with one failure mode, a score below 40 for three reports. */
final class WatchStage implements BeforeEachCallback, AfterEachCallback {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final Duration RETENTION = Duration.ofDays(7);
    static final int HELD_FOR = 3;
    static final String LOW = mode("low", 40, HELD_FOR);

    KeyedBroadcastOperatorTestHarness<String, HealthReport, PolicyText, Symptom> stage;
    int minute;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        start(null);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        stage.close();
    }

    void report(String id, double... scores) throws Exception {
        for (double score : scores) {
            send(Reporting.of(id, "web").score(score));
        }
    }

    void send(Reporting report) throws Exception {
        Instant at = START.plus(Duration.ofMinutes(minute++));
        stage.processElement(report.at(at), at.toEpochMilli());
    }

    static Reporting web() {
        return Reporting.of("web-1", "web");
    }

    void rule(String modes) throws Exception {
        stage.processBroadcastElement(policy(modes), 0);
    }

    private static PolicyText policy(String modes) {
        return new PolicyText("test", "recovery: {score-at-least: 70, held-for: 2}\nfailure-modes:\n" + modes);
    }

    static String mode(String id, int scoreBelow, int heldFor) {
        return """
                  - id: %s
                    description: the score is low
                    release: 2
                    stages: [{score-below: %d, held-for: %d}]
                """.formatted(id, scoreBelow, heldFor);
    }

    PolicyText inForce() throws Exception {
        return stage.getBroadcastState(PolicyInForce.STATE).get("in-force");
    }

    /** Resource and mode of every stage that was held. */
    List<String> held() {
        return stage.extractOutputValues().stream()
                .filter(symptom -> symptom.transition() == Transition.HELD)
                .map(symptom -> symptom.resource().id() + " " + symptom.mode())
                .toList();
    }

    List<Sighting> sightings() {
        var sightings = stage.getSideOutput(WatchFunction.SIGHTINGS);
        return sightings == null
                ? List.of()
                : sightings.stream().map(StreamRecord::getValue).toList();
    }

    /** How many resources take up state. */
    long remembered() {
        var operator = (AbstractStreamOperator<?>) stage.getOperator();
        try (Stream<?> resources = operator.getKeyedStateBackend().getKeys("watched", VoidNamespace.INSTANCE)) {
            return resources.count();
        }
    }

    void restart() throws Exception {
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        start(state);
    }

    private void start(OperatorSubtaskState state) throws Exception {
        stage = RocksDb.run(
                new WatchFunction(policy(LOW), RETENTION), PolicyInForce.STATE, HealthReport::resourceId, state);
    }

    static long minutes(Instant at) {
        return Duration.between(START, at).toMinutes();
    }
}
