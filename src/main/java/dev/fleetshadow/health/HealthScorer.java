package dev.fleetshadow.health;

import dev.fleetshadow.detection.Imprint;
import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.detection.SecondOpinion;
import dev.fleetshadow.detection.Witness;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.telemetry.ReportedPrediction;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Scores an update against what the resource's shadow expected, then lets the shadow learn it.
 *
 * <p>The order is the method: score, calibrate, explain, and only then learn; no update ever softens its own verdict.
 * One instance serves all resources of an operator: it holds no resource's state.
 */
public final class HealthScorer {

    private static final double LOG_OFFSET = 1e-6;
    private static final double HEALTHY = 70;
    private static final double FIRST_WEEK_HOURS = 168;
    private static final double HOURS_PER_DAY = 24;

    private final HealthSettings settings;
    private final ScoringMethod method;
    private final Deviations deviations = new Deviations();
    private final Prospects prospects;

    public HealthScorer(HealthSettings settings) {
        this(settings, ScoringMethod.DEFAULT);
    }

    HealthScorer(HealthSettings settings, ScoringMethod method) {
        this.settings = settings;
        this.method = method;
        this.prospects = new Prospects(settings.followed());
    }

    /**
     * Whether the update is newer than everything the shadow knows; a late or repeated one must not be learned. The shadow
     * remembers milliseconds.
     */
    public static boolean fresh(ResourceShadow shadow, StatusUpdate update) {
        return shadow.unheard()
                || update.observedAt().toEpochMilli() > shadow.lastObservedAt().toEpochMilli();
    }

    /** Scores and learns one {@link #fresh} update. */
    public HealthReport observe(ResourceShadow shadow, StatusUpdate update, ColdMemory cold) throws IOException {
        int trimmed = take(shadow, update);
        deviations.measure(shadow);
        boolean measured = deviations.presentCount > 0;
        double rawScore = deviations.judgedCount > 0 ? smooth(shadow) : shadow.smoothed();
        double logScore = Math.log(rawScore + LOG_OFFSET);
        double logReturnPeriod = shadow.calibration.logReturnPeriod(logScore, shadow.profile.records(), method.prior());
        double score = Calibration.health(logReturnPeriod);

        Opinion opinion = opinion(shadow, score, cold);
        int[] columns = Attribution.columns(shadow, deviations);
        List<Contribution> contributions = Attribution.of(columns, shadow, deviations);
        Incident incident = shadow.incidents()
                .next(update.observedAt().toEpochMilli(), score, columns, deviations, shadow.profile.memories());
        DataQuality quality = quality(shadow, update, trimmed);
        boolean news = shadow.composure().news(shadow, update, score);
        double previousScore = shadow.lastScore();

        shadow.heard(update, score);
        if (measured) {
            learn(shadow, logScore, cold);
        }
        List<TimeToLimit> timesToLimit = measured ? prospects.timesToLimit(shadow) : List.of();
        Prediction prediction = merged(update, score);
        return new HealthReport(
                update.resource(),
                update.observedAt(),
                update.status(),
                HealthLevel.of(score),
                score,
                Math.exp(logReturnPeriod),
                rawScore,
                contributions,
                Attribution.ranking(shadow, settings.ranked()),
                prospects.forecasts(shadow, columns),
                timesToLimit,
                prediction,
                quality,
                opinion,
                incident,
                previousScore,
                shadow.composure().next(HealthLevel.of(score), update.status(), prediction, timesToLimit),
                news);
    }

    /** Takes in the update's metrics and returns how many there was no room for. */
    private int take(ResourceShadow shadow, StatusUpdate update) {
        long observedMillis = update.observedAt().toEpochMilli();
        CounterMemory.Rates rates = shadow.counters()
                .rates(update.metrics(), observedMillis, settings.counterSuffixes(), settings.maxMetrics());
        if (deviations.take(shadow.profile, rates.metrics())) {
            return rates.refused();
        }
        int trimmed = shadow.profile.admit(rates.metrics(), settings.maxMetrics());
        shadow.grow();
        deviations.take(shadow.profile, rates.metrics());
        return trimmed + rates.refused();
    }

    /** The report on a resource that was not heard of for too long: nothing is learned from silence. */
    public static HealthReport silent(ResourceShadow shadow, Instant noticedAt) {
        double age = ageInDays(shadow);
        return new HealthReport(
                shadow.resource(),
                noticedAt,
                shadow.lastStatus(),
                HealthLevel.SILENT,
                shadow.lastScore(),
                Double.NaN,
                shadow.smoothed(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                new DataQuality(age, shadow.profile.size(), 0, List.of(), 0),
                null,
                shadow.incidents().current(),
                shadow.lastScore(),
                shadow.composure().next(HealthLevel.SILENT, shadow.lastStatus(), null, List.of()),
                true);
    }

    private double smooth(ResourceShadow shadow) {
        int size = shadow.profile.size();
        for (int j = 0; j < size; j++) {
            shadow.contributions[j] += ResourceShadow.QUICK * (deviations.total[j] - shadow.contributions[j]);
        }
        return shadow.smooth(method.sharpened(deviations.raw(size)));
    }

    private void learn(ResourceShadow shadow, double logScore, ColdMemory cold) throws IOException {
        double recordsPerDay = shadow.profile.cadence().recordsPerDay();
        long record = shadow.profile.records();
        for (int j = 0; j < shadow.profile.size(); j++) {
            if (deviations.present[j]) {
                shadow.forecasts.learn(j, deviations.value[j], record, recordsPerDay);
                shadow.profile.memories().learn(j, deviations.value[j], recordsPerDay);
            }
        }
        prospects.learn(shadow, deviations, cold);
        if (shadow.calibration.completesHour(logScore, record, recordsPerDay, method.prior())) {
            CalibrationHistory history = cold.history();
            shadow.calibration.recalibrate(history, method.prior());
            cold.keep(history);
        }
        shadow.profile.countRecord();
        sample(shadow, shadow.lastScore(), record, cold);
    }

    /** Only what is well teaches the second opinion what is well. */
    private void sample(ResourceShadow shadow, double score, long record, ColdMemory cold) throws IOException {
        long seed = settings.seed() + shadow.resource().id().hashCode();
        double recordsPerDay = shadow.profile.cadence().recordsPerDay();
        if (settings.secondOpinion() == SecondOpinion.NONE
                || score < HEALTHY
                || !Witness.sampleDue(record, recordsPerDay, seed)) {
            return;
        }
        long now = shadow.lastObservedAt().getEpochSecond();
        Witness witness = cold.witness();
        witness.offer(imprint(shadow), seed);
        if (witness.trainingDue(
                settings.secondOpinion(), now, settings.trainEvery().toSeconds(), seed)) {
            witness.train(settings.secondOpinion(), now, seed);
        }
        cold.keep(witness);
    }

    private Opinion opinion(ResourceShadow shadow, double score, ColdMemory cold) throws IOException {
        return score < HEALTHY && settings.secondOpinion() != SecondOpinion.NONE
                ? cold.witness().judge(imprint(shadow)).orElse(null)
                : null;
    }

    private static byte[] imprint(ResourceShadow shadow) {
        return Imprint.of(shadow.contributions, shadow.profile.size());
    }

    private static Prediction merged(StatusUpdate update, double score) {
        ReportedPrediction own = update.prediction();
        if (own == null) {
            return null;
        }
        double backing = score < HEALTHY ? 1 : 0.5;
        return new Prediction(
                own.failureMode(), backing * own.probability(), own.expectedAt(), "resource", own.model());
    }

    /** Who begins to report more often has not become younger: the calibration counts in hours. */
    private static double ageInDays(ResourceShadow shadow) {
        return Math.max(
                shadow.profile.records() / shadow.profile.cadence().recordsPerDay(),
                shadow.calibration.hoursHeld() / HOURS_PER_DAY);
    }

    private DataQuality quality(ResourceShadow shadow, StatusUpdate update, int trimmed) {
        int known = shadow.profile.size();
        double age = ageInDays(shadow);
        double calibrated = Math.min(1, shadow.calibration.hoursHeld() / FIRST_WEEK_HOURS);
        double present = known == 0 ? 0 : (double) deviations.presentCount / known;
        return new DataQuality(age, known - deviations.presentCount, trimmed, update.unusable(), calibrated * present);
    }
}
