package dev.fleetshadow.proof;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Adds the symptoms of one mode of one resource up to a diagnosis, as the patterns of the job do. */
final class ShapeMatcher {

    private final Deque<Symptom> firsts = new ArrayDeque<>();

    Optional<Diagnosis> next(Symptom symptom) {
        return switch (symptom.shape()) {
            case SUSTAINED -> sustained(symptom);
            case SEQUENCE -> sequence(symptom);
            case OSCILLATION -> oscillation(symptom);
        };
    }

    private Optional<Diagnosis> sustained(Symptom symptom) {
        Symptom first = firsts.poll();
        if (symptom.transition() == Transition.ENTERED) {
            firsts.add(symptom);
        }
        return first != null && symptom.transition() == Transition.HELD
                ? Optional.of(Diagnosis.of(first, symptom))
                : Optional.empty();
    }

    private Optional<Diagnosis> sequence(Symptom symptom) {
        forget(symptom);
        boolean held = symptom.transition() == Transition.HELD;
        if (held && symptom.stage() == 0 && firsts.isEmpty()) {
            firsts.add(symptom);
        }
        return held && symptom.stage() == 1 && !firsts.isEmpty()
                ? Optional.of(Diagnosis.of(firsts.remove(), symptom))
                : Optional.empty();
    }

    private Optional<Diagnosis> oscillation(Symptom symptom) {
        if (symptom.transition() != Transition.ENTERED) {
            return Optional.empty();
        }
        forget(symptom);
        firsts.add(symptom);
        if (firsts.size() < symptom.times()) {
            return Optional.empty();
        }
        Symptom first = firsts.element();
        firsts.clear();
        return Optional.of(Diagnosis.of(first, symptom));
    }

    private void forget(Symptom now) {
        Duration window = Duration.ofSeconds(now.withinSeconds());
        firsts.removeIf(first -> Duration.between(first.at(), now.at()).compareTo(window) > 0);
    }
}
