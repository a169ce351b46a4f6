package dev.fleetshadow.stream;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Matches the symptoms of one shape with Flink CEP in the order in which they arrive.
 *
 * <p>All symptoms of a resource come from one task, in order, and a mode's window is measured by the times in them. So
 * processing time finds what event time would, but need not wait for the watermark and loses no symptom that is behind it;
 * its own window only cleans up. What CEP does in event time alone is done here: a diagnosis carries the timestamp of the
 * symptom that completed it, and a key of which no match is open is forgotten, which CEP never does (FLINK-40237).
 */
public final class MatchOperator extends CepOperator<Symptom, String, Diagnosis> {

    private static final long serialVersionUID = 1L;

    /** What CEP calls its state. */
    private static final String NFA_STATE = "nfaStateName";

    private transient ValueState<NFAState> matching;

    private MatchOperator(TypeSerializer<Symptom> serializer, Pattern<Symptom, Symptom> pattern) {
        super(
                serializer,
                true,
                NFACompiler.compileFactory(pattern, false),
                null,
                pattern.getAfterMatchSkipStrategy(),
                new DiagnoseFunction(),
                null);
    }

    /** The diagnoses that the symptoms of this shape amount to; those that do not count are not expected here. */
    public static SingleOutputStreamOperator<Diagnosis> match(Shape shape, KeyedStream<Symptom, String> symptoms) {
        TypeSerializer<Symptom> serializer = symptoms.getType()
                .createSerializer(symptoms.getExecutionConfig().getSerializerConfig());
        return symptoms.transform(
                "match", TypeInformation.of(Diagnosis.class), new MatchOperator(serializer, FailurePatterns.of(shape)));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        matching =
                context.getKeyedStateStore().getState(new ValueStateDescriptor<>(NFA_STATE, new NFAStateSerializer()));
    }

    @Override
    public void processElement(StreamRecord<Symptom> symptom) throws Exception {
        ((DiagnoseFunction) getUserFunction()).stampWith(symptom.getTimestamp());
        super.processElement(symptom);
        forgetIfNothingIsOpen();
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        super.onProcessingTime(timer);
        forgetIfNothingIsOpen();
    }

    /** What is left when no match is open is where every match begins. */
    private void forgetIfNothingIsOpen() throws Exception {
        NFAState state = matching.value();
        if (state != null
                && state.getPartialMatches().size() == 1
                && state.getCompletedMatches().isEmpty()) {
            matching.clear();
        }
    }
}
