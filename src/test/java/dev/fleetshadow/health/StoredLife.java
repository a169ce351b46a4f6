package dev.fleetshadow.health;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Scores one resource as a job does that stores its state after every update: what is stored is rounded. */
public final class StoredLife {

    private final HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT);
    private final HeapMemory cold = new HeapMemory();
    private ResourceShadow shadow = ResourceShadow.cold();

    public HealthReport report(StatusUpdate update) throws IOException {
        HealthReport report = scorer.observe(shadow, update, cold);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        shadow.writeTo(out);
        cold.history().writeTo(out);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        shadow = ResourceShadow.readFrom(in);
        cold.keep(CalibrationHistory.readFrom(in));
        return report;
    }
}
