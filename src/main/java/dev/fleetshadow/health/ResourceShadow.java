package dev.fleetshadow.health;

import dev.fleetshadow.detection.Subspace;
import dev.fleetshadow.forecast.Outlook;
import dev.fleetshadow.profile.Columns;
import dev.fleetshadow.profile.ResourceProfile;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import dev.fleetshadow.telemetry.StoredResource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Everything one update of a resource needs: its profile, what its metrics have in common, its forecasts, and the
 * smoothed and calibrated score. Read and written as one block per update.
 */
public final class ResourceShadow {

    static final double QUICK = 0.3;
    static final double SLOW = 0.05;
    private static final int FIRST_FORECAST_COLUMNS = 7;

    final ResourceProfile profile;
    final Subspace mediumSubspace;
    final Subspace shortSubspace;
    final Outlook forecasts;
    final Calibration calibration;
    private CounterMemory counters = new CounterMemory();
    private IncidentLatch incidents = new IncidentLatch();
    private Vigil vigil = new Vigil();
    private Composure composure = new Composure();
    double[] contributions;
    private double quick;
    private double slow;
    private Resource resource;
    private ResourceStatus lastStatus = ResourceStatus.RUNNING;
    private long lastObservedMillis = Long.MIN_VALUE;
    private double lastScore = Double.NaN;

    private ResourceShadow(
            ResourceProfile profile,
            Subspace mediumSubspace,
            Subspace shortSubspace,
            Outlook forecasts,
            Calibration calibration) {
        this.profile = profile;
        this.mediumSubspace = mediumSubspace;
        this.shortSubspace = shortSubspace;
        this.forecasts = forecasts;
        this.calibration = calibration;
        this.contributions = new double[profile.size()];
    }

    public static ResourceShadow cold() {
        return new ResourceShadow(
                ResourceProfile.cold(), Subspace.cold(), Subspace.cold(), Outlook.cold(), new Calibration());
    }

    CounterMemory counters() {
        return counters;
    }

    IncidentLatch incidents() {
        return incidents;
    }

    Composure composure() {
        return composure;
    }

    public Vigil vigil() {
        return vigil;
    }

    public ResourceProfile profile() {
        return profile;
    }

    /** Whether nothing was ever heard from the resource. */
    public boolean unheard() {
        return lastObservedMillis == Long.MIN_VALUE;
    }

    /** Who this is the shadow of, as it last named itself; {@code null} while unheard. */
    public Resource resource() {
        return resource;
    }

    public ResourceStatus lastStatus() {
        return lastStatus;
    }

    public Instant lastObservedAt() {
        return Instant.ofEpochMilli(lastObservedMillis);
    }

    /** The score of the last update; NaN while learning. */
    public double lastScore() {
        return lastScore;
    }

    void grow() {
        int size = profile.size();
        if (contributions.length < size) {
            mediumSubspace.grow(size);
            shortSubspace.grow(size);
            forecasts.grow(size);
            contributions = Columns.grown(contributions, size, 0);
        }
    }

    /** Moves the two smoothers by one raw score and returns their sum. */
    double smooth(double raw) {
        quick += QUICK * (raw - quick);
        slow += SLOW * (raw - slow);
        return smoothed();
    }

    double smoothed() {
        return quick + slow;
    }

    void heard(StatusUpdate update, double score) {
        long observedMillis = update.observedAt().toEpochMilli();
        if (!unheard()) {
            profile.cadence().learn((observedMillis - lastObservedMillis) / 1000.0);
        }
        resource = update.resource();
        lastStatus = update.status();
        lastObservedMillis = observedMillis;
        lastScore = score;
    }

    public void writeTo(DataOutput out) throws IOException {
        SplittableRandom rounding = new SplittableRandom(profile.records());
        profile.writeTo(out, rounding);
        mediumSubspace.writeTo(out, rounding);
        shortSubspace.writeTo(out, rounding);
        forecasts.writeTo(out);
        calibration.writeTo(out);
        vigil.writeTo(out);
        Columns.write(out, contributions);
        incidents.writeTo(out);
        counters.writeTo(out);
        writeScalars(out);
        composure.writeTo(out);
    }

    public static ResourceShadow readFrom(DataInput in) throws IOException {
        ResourceShadow shadow = readSecondLayout(in);
        shadow.composure = Composure.readFrom(in);
        return shadow;
    }

    /** Reads what layout 2 wrote: the report before is unknown, but for its score. */
    public static ResourceShadow readSecondLayout(DataInput in) throws IOException {
        ResourceProfile profile = ResourceProfile.readFrom(in);
        int size = profile.size();
        ResourceShadow shadow = new ResourceShadow(
                profile,
                Subspace.readFrom(in, size),
                Subspace.readFrom(in, size),
                Outlook.readFrom(in, size),
                Calibration.readFrom(in));
        shadow.vigil = Vigil.readFrom(in);
        shadow.contributions = Columns.read(in, size);
        shadow.incidents = IncidentLatch.readFrom(in);
        shadow.counters = CounterMemory.readFrom(in);
        shadow.readScalars(in);
        return shadow;
    }

    /** Reads what layout 1 wrote: everything in full. */
    public static ResourceShadow readFirstLayout(DataInput in) throws IOException {
        ResourceProfile profile = ResourceProfile.readFirstLayout(in);
        int size = profile.size();
        ResourceShadow shadow = new ResourceShadow(
                profile,
                Subspace.readFirstLayout(in, size),
                Subspace.readFirstLayout(in, size),
                firstForecasts(in, size),
                Calibration.readFrom(in));
        shadow.vigil = Vigil.readFrom(in);
        shadow.contributions = Columns.readFull(in, size);
        shadow.readScalars(in);
        return shadow;
    }

    private static Outlook firstForecasts(DataInput in, int size) throws IOException {
        ByteArrayOutputStream columns = new ByteArrayOutputStream();
        Columns.write(new DataOutputStream(columns), Columns.readFull(in, FIRST_FORECAST_COLUMNS * size));
        return Outlook.readFrom(new DataInputStream(new ByteArrayInputStream(columns.toByteArray())), size);
    }

    private void writeScalars(DataOutput out) throws IOException {
        out.writeDouble(quick);
        out.writeDouble(slow);
        StoredResource.write(out, resource);
        out.writeUTF(lastStatus.name());
        out.writeLong(lastObservedMillis);
        out.writeDouble(lastScore);
    }

    private void readScalars(DataInput in) throws IOException {
        quick = in.readDouble();
        slow = in.readDouble();
        resource = StoredResource.read(in);
        lastStatus = ResourceStatus.valueOf(in.readUTF());
        lastObservedMillis = in.readLong();
        lastScore = in.readDouble();
    }
}
