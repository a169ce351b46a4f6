package dev.fleetshadow.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Matches symptoms as the job's CEP patterns do, without Flink: for whoever has to know what the job would diagnose.
 *
 * <p>Pure; the caller keeps what is open, by {@link Symptom#key}, and gives every symptom in the order it was told in.
 */
public final class DiagnosisMatcher {

    /**
     * A symptom with which a match can begin.
     *
     * @param at its event time
     * @param enteredAt when its stage was entered
     * @param begins whether a match can still begin with it; if not, it only counts for one that began before
     */
    public record Opening(Instant at, Instant enteredAt, boolean begins) {

        private Opening seenFrom(Symptom symptom) {
            Duration window = Duration.ofSeconds(symptom.withinSeconds());
            boolean still = begins && Duration.between(at, symptom.at()).compareTo(window) <= 0;
            return new Opening(at, enteredAt, still);
        }
    }

    /**
     * What one symptom changes.
     *
     * @param open what to remember of this resource and mode, the oldest first; at most {@value FailureMode#MOST_TIMES} - 1
     */
    public record Step(List<Opening> open, Optional<Diagnosis> diagnosis) {}

    private DiagnosisMatcher() {}

    /** Takes the next symptom of one resource and mode. */
    public static Step next(List<Opening> before, Symptom symptom) {
        if (!symptom.counts() || symptom.ends()) {
            return new Step(symptom.ends() ? List.of() : before, Optional.empty());
        }
        return switch (symptom.shape()) {
            case SUSTAINED -> followed(before, symptom);
            case SEQUENCE -> followed(inTime(before, symptom), symptom);
            case OSCILLATION -> counted(inTime(before, symptom), symptom);
            case ABSENCE -> followed(before, symptom);
        };
    }

    /** A beginning, and the very next symptom completes it; any other takes its place or ends it. */
    private static Step followed(List<Opening> before, Symptom symptom) {
        Shape shape = symptom.shape();
        if (symptom.is(shape, shape.stages() - 1, shape.completedBy())) {
            return new Step(List.of(), before.stream().findFirst().map(first -> diagnosis(first, symptom)));
        }
        boolean begins = symptom.is(shape, 0, shape.begunBy());
        return new Step(begins ? List.of(opening(symptom)) : List.of(), Optional.empty());
    }

    private static Step counted(List<Opening> before, Symptom symptom) {
        if (!before.isEmpty() && before.size() + 1 >= symptom.times()) {
            return new Step(List.of(), Optional.of(diagnosis(before.get(0), symptom)));
        }
        List<Opening> open = new ArrayList<>(before);
        open.add(opening(symptom));
        return new Step(open, Optional.empty());
    }

    /** Without those that lie too far back, except where an older one still counts on them. */
    private static List<Opening> inTime(List<Opening> before, Symptom symptom) {
        return before.stream()
                .map(opening -> opening.seenFrom(symptom))
                .dropWhile(opening -> !opening.begins())
                .toList();
    }

    private static Opening opening(Symptom symptom) {
        return new Opening(symptom.at(), symptom.enteredAt(), true);
    }

    private static Diagnosis diagnosis(Opening first, Symptom last) {
        return Diagnosis.of(first.enteredAt(), last);
    }
}
