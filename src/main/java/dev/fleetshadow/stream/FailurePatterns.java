package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Holds one CEP pattern per shape of failure; what a mode asks for travels in the symptoms, and only symptoms that count
 * are given to it.
 *
 * <p>Every symptom either continues a match or ends it, and only within the mode's window: a match that merely passed one
 * over would stay open for the longest window, and CEP holds back every later match until it is gone.
 *
 * <p>Stage names are for ever: partial matches in a savepoint refer to them, and a name that is gone fails the restored
 * job at its next event.
 */
public final class FailurePatterns {

    /** In processing time: the longest window, and a day for which the job may be down in the middle of it. */
    static final Duration CLEANUP = FailureMode.LONGEST_WINDOW.plusDays(1);

    static final String FIRST = "first";
    static final String MORE = "more";
    static final String LAST = "last";

    private FailurePatterns() {}

    public static Pattern<Symptom, Symptom> of(Shape shape) {
        Pattern<Symptom, Symptom> first = Pattern.<Symptom>begin(FIRST, AfterMatchSkipStrategy.skipPastLastEvent())
                .where(is(shape, 0, shape.begunBy()));
        SimpleCondition<Symptom> completed = is(shape, shape.stages() - 1, shape.completedBy());
        Pattern<Symptom, Symptom> whole = switch (shape) {
            case SUSTAINED, ABSENCE -> first.next(LAST).where(completed);
            case SEQUENCE -> first.next(LAST).where(completed).where(within());
            case OSCILLATION ->
                first.next(MORE)
                        .where(is(shape, 0, Transition.ENTERED))
                        .where(within())
                        .oneOrMore()
                        .optional()
                        .consecutive()
                        .next(LAST)
                        .where(completed)
                        .where(within())
                        .where(oftenEnough());
        };
        return whole.within(CLEANUP);
    }

    private static SimpleCondition<Symptom> is(Shape shape, int stage, Transition transition) {
        return SimpleCondition.of(symptom -> symptom.is(shape, stage, transition));
    }

    private static IterativeCondition<Symptom> within() {
        return new IterativeCondition<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean filter(Symptom last, Context<Symptom> match) throws Exception {
                Duration window = Duration.ofSeconds(last.withinSeconds());
                for (Symptom first : match.getEventsForPattern(FIRST)) {
                    return Duration.between(first.at(), last.at()).compareTo(window) <= 0;
                }
                return false;
            }
        };
    }

    private static IterativeCondition<Symptom> oftenEnough() {
        return new IterativeCondition<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean filter(Symptom last, Context<Symptom> match) throws Exception {
                Iterable<Symptom> between = match.getEventsForPattern(MORE);
                long times =
                        2 + StreamSupport.stream(between.spliterator(), false).count();
                return times >= last.times();
            }
        };
    }
}
