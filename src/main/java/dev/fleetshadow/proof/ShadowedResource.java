package dev.fleetshadow.proof;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HeapMemory;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.health.Vigil;
import dev.fleetshadow.health.VigilSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of one resource, kept as the job keeps it: copies are what a job would have read back. */
final class ShadowedResource {

    private final ResourceShadow shadow;
    private final HeapMemory cold;

    private ShadowedResource(ResourceShadow shadow, HeapMemory cold) {
        this.shadow = shadow;
        this.cold = cold;
    }

    static ShadowedResource unknown() {
        return new ShadowedResource(ResourceShadow.cold(), new HeapMemory());
    }

    /** The reports of the silence that this update ends, if there was one, and of the update. */
    List<HealthReport> observe(StatusUpdate update, HealthScorer scorer, VigilSettings vigil) {
        long at = update.observedAt().toEpochMilli();
        List<HealthReport> reports = new ArrayList<>(silence(at, vigil));
        if (HealthScorer.fresh(shadow, update)) {
            reports.add(scored(update, scorer));
            shadow.vigil().heard(at, shadow.profile().cadence().seconds(), vigil);
        }
        return reports;
    }

    /** The report that it has fallen silent before this moment, if it has. */
    List<HealthReport> silence(long beforeMillis, VigilSettings vigil) {
        List<HealthReport> reports = new ArrayList<>();
        Vigil watch = shadow.vigil();
        while (watch.overdue(beforeMillis)) {
            long alarm = watch.alarmAtMillis();
            double interval = shadow.profile().cadence().seconds();
            switch (watch.alarm(alarm, interval, shadow.profile().records(), vigil)) {
                case SILENT -> reports.add(HealthScorer.silent(shadow, Instant.ofEpochMilli(alarm)));
                case FORGET -> {
                    return reports;
                }
                case WAIT -> {}
            }
        }
        return reports;
    }

    ShadowedResource copy() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            shadow.writeTo(out);
            cold.writeTo(out);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            return new ShadowedResource(ResourceShadow.readFrom(in), HeapMemory.readFrom(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HealthReport scored(StatusUpdate update, HealthScorer scorer) {
        try {
            return scorer.observe(shadow, update, cold);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
