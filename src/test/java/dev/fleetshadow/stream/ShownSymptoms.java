package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Shows symptoms of one failure mode to the matching of its shape, minute by minute. */
final class ShownSymptoms implements AfterEachCallback {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final long WITHIN = Duration.ofHours(1).toMinutes();

    MatchStage stage;
    private Shape shape;
    private int times;

    void look(Shape asked, int often) throws Exception {
        shape = asked;
        times = often;
        stage = MatchStage.overRocksDb(shape, null);
    }

    void restart() throws Exception {
        OperatorSubtaskState state = stage.snapshot();
        stage.close();
        stage = MatchStage.overRocksDb(shape, state);
    }

    /** From here on what is left can be counted. */
    void moveToTheHeap() throws Exception {
        stage.close();
        stage = MatchStage.over(new HashMapStateBackend(), shape);
    }

    void see(int part, Transition transition, long minute) throws Exception {
        send(symptom("web-1", "mode", part, transition, minute));
    }

    void send(Symptom symptom) throws Exception {
        stage.send(symptom);
    }

    /** Everything diagnosed once the minute has come. */
    List<Diagnosis> seenAfter(long minute) throws Exception {
        stage.passTo(at(minute));
        return stage.diagnoses();
    }

    Symptom symptom(String id, String mode, int part, Transition transition, long minute) {
        return new Symptom(
                Resource.of(id, "web"),
                mode,
                shape,
                part,
                transition,
                at(minute),
                START,
                times,
                Duration.ofMinutes(WITHIN).toSeconds(),
                10,
                1,
                List.of(),
                null,
                false);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    static Instant at(long minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
