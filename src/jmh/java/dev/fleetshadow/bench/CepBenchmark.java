package dev.fleetshadow.bench;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.stream.FailurePatterns;
import dev.fleetshadow.stream.MatchOperator;
import dev.fleetshadow.telemetry.Resource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.PatternStream;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * What a storm costs the pattern matching: many resources of two failure modes each run through the same episode at once.
 *
 * <p>Every shape is measured as CEP matches it in event time, in processing time, and as the job does, over the heap and
 * over RocksDB with a checkpoint after each burst: symptoms a second of processor
 * time, and the bytes of state that a key still has right after its last episode, and when its window has passed as well.
 */
public final class CepBenchmark {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int USUAL_RESOURCES = 10_000;
    private static final int MODES = 2;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(10);
    private static final int MOST_BYTES = 1 << 30;
    private static final int EPISODES = 4;
    private static final Duration BETWEEN_EPISODES = Duration.ofHours(3);
    private static final Duration LONG_AFTER = Duration.ofDays(4);

    /** Who matches. */
    private enum Way {
        CEP_EVENT_TIME,
        CEP_PROCESSING_TIME,
        SHIPPED
    }

    private final Shape shape;
    private final Way way;
    private final StateBackend backend;
    private final int resources;
    private long symptoms;
    private long checkpoint;
    private long nanos;

    private CepBenchmark(Shape shape, Way way, StateBackend backend, int resources) {
        this.shape = shape;
        this.way = way;
        this.backend = backend;
        this.resources = resources;
    }

    public static void main(String[] args) throws Exception {
        int resources = args.length == 0 ? USUAL_RESOURCES : Integer.parseInt(args[0]);
        System.out.println(Machine.inWords());
        System.out.printf(
                "%d resources, %d modes each, one episode of every key at once; symptoms a second of processor time%n%n",
                resources, MODES);
        System.out.printf(
                "%-12s %-20s %-8s %32s %12s %14s %14s%n",
                "shape", "way", "state", "symptoms/s, episode 1 to 4", "diagnoses", "B/key after", "B/key at last");
        for (Shape shape : Shape.values()) {
            for (Way way : Way.values()) {
                for (StateBackend backend :
                        List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(false))) {
                    // The first run only warms up.
                    new CepBenchmark(shape, way, backend, Math.max(1, resources / 20)).run();
                    System.out.println(new CepBenchmark(shape, way, backend, resources).run());
                }
            }
        }
    }

    private String run() throws Exception {
        long empty;
        try (var operator = operator()) {
            empty = bytes(operator, 1);
        }
        try (var operator = operator()) {
            StringBuilder rates = new StringBuilder();
            Instant at = START;
            for (int episode = 0; episode < EPISODES; episode++) {
                symptoms = 0;
                nanos = 0;
                at = START.plus(BETWEEN_EPISODES.multipliedBy(episode));
                for (List<Symptom> round : episode()) {
                    play(operator, round, at);
                    at = at.plus(BETWEEN_ROUNDS);
                }
                rates.append("%8.0f".formatted(symptoms / (nanos / 1e9)));
            }
            int keys = resources * MODES;
            long after = bytes(operator, ++checkpoint) - empty;
            advance(operator, at.plus(LONG_AFTER));
            long atLast = bytes(operator, ++checkpoint) - empty;
            return String.format(
                    "%-12s %-20s %-8s %32s %12d %14.1f %14.1f",
                    shape,
                    way,
                    backend instanceof HashMapStateBackend ? "heap" : "RocksDB",
                    rates,
                    operator.extractOutputValues().size(),
                    after / (double) keys,
                    atLast / (double) keys);
        }
    }

    /** What one key goes through, a round at a time. */
    private List<List<Symptom>> episode() {
        return switch (shape) {
            case SUSTAINED -> List.of(List.of(symptom(0, Transition.ENTERED), symptom(0, Transition.HELD)));
            case SEQUENCE -> List.of(List.of(symptom(0, Transition.HELD)), List.of(symptom(1, Transition.HELD)));
            case OSCILLATION ->
                List.of(
                        List.of(symptom(0, Transition.ENTERED)),
                        List.of(symptom(0, Transition.ENTERED)),
                        List.of(symptom(0, Transition.ENTERED)));
            case ABSENCE -> List.of(List.of(symptom(0, Transition.HELD)), List.of(symptom(1, Transition.OVERDUE)));
        };
    }

    private void play(
            KeyedOneInputStreamOperatorTestHarness<String, Symptom, Diagnosis> operator,
            List<Symptom> round,
            Instant at)
            throws Exception {
        List<Symptom> burst = new ArrayList<>();
        for (int resource = 0; resource < resources; resource++) {
            for (int mode = 0; mode < MODES; mode++) {
                for (Symptom symptom : round) {
                    burst.add(of(symptom, resource, mode, at));
                }
            }
        }
        long begun = processorNanos();
        if (way != Way.CEP_EVENT_TIME) {
            advance(operator, at);
        }
        for (Symptom symptom : burst) {
            operator.processElement(symptom, at.toEpochMilli());
        }
        if (way == Way.CEP_EVENT_TIME) {
            advance(operator, at);
        }
        nanos += processorNanos() - begun;
        symptoms += burst.size();
        // As the job does every ten seconds: what was in memory is now in files.
        operator.snapshot(++checkpoint, at.toEpochMilli());
    }

    private void advance(KeyedOneInputStreamOperatorTestHarness<String, Symptom, Diagnosis> operator, Instant to)
            throws Exception {
        if (way == Way.CEP_EVENT_TIME) {
            operator.processWatermark(to.toEpochMilli());
        } else {
            operator.setProcessingTime(to.toEpochMilli());
        }
    }

    /** Of this thread, which does all the work but what RocksDB does behind it: whoever else is busy must not count. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Symptom, Diagnosis> operator() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        TypeInformation<Symptom> type = TypeInformation.of(Symptom.class);
        KeyedStream<Symptom, String> symptoms =
                env.fromData(type, symptom(0, Transition.LEFT)).keyBy(Symptom::key);
        var matches = switch (way) {
            case CEP_EVENT_TIME -> stock(symptoms).inEventTime().process(new Diagnosing());
            case CEP_PROCESSING_TIME -> stock(symptoms).inProcessingTime().process(new Diagnosing());
            case SHIPPED -> MatchOperator.match(shape, symptoms);
        };
        var operator = new KeyedOneInputStreamOperatorTestHarness<String, Symptom, Diagnosis>(
                ((OneInputTransformation<Symptom, Diagnosis>) matches.getTransformation()).getOperatorFactory(),
                Symptom::key,
                Types.STRING,
                type.createSerializer(env.getConfig().getSerializerConfig()));
        operator.setStateBackend(backend);
        operator.setCheckpointStorage(new JobManagerCheckpointStorage(MOST_BYTES));
        operator.open();
        return operator;
    }

    private PatternStream<Symptom> stock(KeyedStream<Symptom, String> symptoms) {
        return CEP.pattern(symptoms, FailurePatterns.of(shape));
    }

    /** What the job makes of a match. */
    private static final class Diagnosing extends PatternProcessFunction<Symptom, Diagnosis> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processMatch(Map<String, List<Symptom>> match, Context context, Collector<Diagnosis> out) {
            List<Symptom> all = match.values().stream().flatMap(List::stream).toList();
            out.collect(Diagnosis.of(all.get(0).enteredAt(), all.get(all.size() - 1)));
        }
    }

    private static long bytes(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> operator, long checkpoint)
            throws Exception {
        // The canonical format counts what there is, and not what RocksDB has yet to throw away.
        return operator.snapshotWithLocalState(
                        checkpoint, checkpoint, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                .getJobManagerOwnedState()
                .getStateSize();
    }

    private Symptom symptom(int stage, Transition transition) {
        return new Symptom(
                Resource.of("any", "web"),
                "any",
                shape,
                stage,
                transition,
                START,
                START,
                shape == Shape.OSCILLATION ? 3 : 1,
                Duration.ofHours(1).toSeconds(),
                25,
                0.8,
                List.of("system.memory.utilization +6.1σ", "system.paging.utilization +4.0σ"),
                START.plus(Duration.ofHours(9)),
                false);
    }

    private static Symptom of(Symptom symptom, int resource, int mode, Instant at) {
        return new Symptom(
                Resource.of("web-%06d".formatted(resource), "web"),
                "memory-exhaustion-" + mode,
                symptom.shape(),
                symptom.stage(),
                symptom.transition(),
                at,
                at,
                symptom.times(),
                symptom.withinSeconds(),
                symptom.score(),
                symptom.confidence(),
                symptom.evidence(),
                symptom.predictedFailureAt(),
                symptom.destructive());
    }
}
