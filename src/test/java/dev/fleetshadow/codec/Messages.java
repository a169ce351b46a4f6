package dev.fleetshadow.codec;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.Channel;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.DataQuality;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Incident;
import dev.fleetshadow.health.Prediction;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.telemetry.ReportedPrediction;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Makes messages of every kind, with texts that are hard on a codec, the same ones for the same seed. */
final class Messages {

    private static final List<String> FRAGMENTS =
            List.of("a", "web", "-", "\"", "\\", "/", "ü", "σ", "日本", "😀", "\u2028", "{", "}", "<", "%s", " ", "'");

    private final SplittableRandom random;

    Messages(long seed) {
        random = new SplittableRandom(seed);
    }

    StatusUpdate status() {
        Map<String, Double> metrics = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            metrics.put(name(), number());
        }
        ReportedPrediction own = random.nextBoolean()
                ? null
                : new ReportedPrediction(name(), random.nextDouble(), maybe(instant()), maybe(name()));
        return new StatusUpdate(resource(), instant(), any(ResourceStatus.values()), metrics, List.of(), own);
    }

    RemediationRequest command() {
        return new RemediationRequest(
                name(),
                resource(),
                name(),
                texts(),
                instant(),
                instant(),
                1 + random.nextInt(5),
                name(),
                name(),
                score(),
                list());
    }

    ControlMessage control() {
        return control(any(ControlKind.values()));
    }

    ControlMessage control(ControlKind kind) {
        Instant at = instant();
        boolean window = kind == ControlKind.MAINTENANCE || kind == ControlKind.CHANGE;
        boolean named = window || kind == ControlKind.APPROVAL;
        return new ControlMessage(
                kind,
                named ? name() : "",
                kind == ControlKind.POLICY ? ControlMessage.FLEET : name(),
                window || kind == ControlKind.RELEASE ? name() : "",
                kind == ControlKind.POLICY || kind == ControlKind.RELEASE || random.nextBoolean(),
                window ? at : null,
                window ? at.plusSeconds(1 + random.nextInt(600_000)) : null,
                kind == ControlKind.POLICY ? name() : "",
                name(),
                text(),
                at);
    }

    Diagnosis diagnosis() {
        return new Diagnosis(
                name(),
                resource(),
                name(),
                instant(),
                instant(),
                score(),
                random.nextDouble(),
                list(),
                maybe(instant()),
                random.nextBoolean());
    }

    RemediationOutcome outcome() {
        return new RemediationOutcome(name(), name(), name(), any(CommandState.values()), instant(), text());
    }

    AuditEvent audit() {
        return new AuditEvent(
                name(),
                random.nextLong(Long.MAX_VALUE),
                instant(),
                any(AuditKind.values()),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                texts(),
                text(),
                text());
    }

    HealthReport health() {
        return new HealthReport(
                resource(),
                instant(),
                any(ResourceStatus.values()),
                any(HealthLevel.values()),
                score(),
                score(),
                score(),
                several(() -> new Contribution(
                        text(), score(), number(), number(), any(Channel.values()), random.nextDouble())),
                list(),
                several(() ->
                        new Forecast(text(), random.nextInt(1 << 30) / 1000.0, number(), number(), score(), text())),
                several(() -> new TimeToLimit(text(), number(), instant(), instant(), maybe(instant()), score())),
                maybe(new Prediction(text(), random.nextDouble(), maybe(instant()), text(), text())),
                new DataQuality(number(), random.nextInt(1 << 30), random.nextInt(9), list(), score()),
                maybe(new Opinion(text(), number(), random.nextDouble())),
                maybe(new Incident(instant(), random.nextBoolean())),
                score(),
                random.nextInt(Integer.MAX_VALUE),
                random.nextBoolean());
    }

    Resource resource() {
        return new Resource(name(), name(), name(), texts());
    }

    private double score() {
        return random.nextInt(4) == 0 ? Double.NaN : 100 * random.nextDouble();
    }

    private double number() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> -0.0;
            case 2 -> random.nextInt();
            case 3 -> Double.MIN_VALUE;
            default -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-99, 100));
        };
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.put(text(), text());
        }
        return texts;
    }

    private List<String> list() {
        return several(this::text);
    }

    private <T> List<T> several(Supplier<T> making) {
        List<T> several = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            several.add(making.get());
        }
        return several;
    }

    private String name() {
        return "n" + text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return text.toString();
    }

    private <T> T maybe(T value) {
        return random.nextBoolean() ? value : null;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
