package dev.fleetshadow.stream;

import static dev.fleetshadow.diagnosis.Transition.ENTERED;
import static dev.fleetshadow.diagnosis.Transition.HELD;
import static dev.fleetshadow.stream.ShownSymptoms.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.diagnosis.Shape;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A match is open for hours: it has to outlast restarts and late symptoms, mix with no other, and leave nothing. */
class OpenMatchTest {

    @RegisterExtension
    final ShownSymptoms shown = new ShownSymptoms();

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aRestartInTheMiddleOfAMatchCompletesIt(Shape asked) throws Exception {
        shown.look(asked, 2);
        shown.see(0, asked.begunBy(), 0);
        shown.seenAfter(1);
        shown.restart();
        shown.see(asked.stages() - 1, asked.completedBy(), 5);
        assertThat(shown.seenAfter(6)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void whatOneResourceOrModeShowsCompletesNoOther(Shape asked) throws Exception {
        shown.look(asked, 2);
        int last = asked.stages() - 1;
        shown.send(shown.symptom("web-1", "mode", 0, asked.begunBy(), 0));
        shown.send(shown.symptom("web-2", "mode", last, asked.completedBy(), 1));
        shown.send(shown.symptom("web-1", "other", last, asked.completedBy(), 2));
        assertThat(shown.seenAfter(200)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void nothingIsLeftOfAKeyWhenNoMatchIsOpenAnyMore(Shape asked) throws Exception {
        shown.look(asked, 2);
        shown.moveToTheHeap();
        shown.see(0, asked.begunBy(), 0);
        shown.see(asked.stages() - 1, asked.completedBy(), 5);
        shown.send(shown.symptom("web-2", "mode", 0, asked.begunBy(), 6));
        assertThat(shown.seenAfter(10)).hasSize(1);
        assertThat(shown.stage.leftovers()).isPositive();
        shown.stage.passTo(at(6).plus(FailurePatterns.CLEANUP).plusMillis(1));
        assertThat(shown.stage.leftovers()).isZero();
    }

    @Test
    void aMatchInFlightOutlastsADayWithoutTheJob() throws Exception {
        shown.look(Shape.SEQUENCE, 1);
        shown.see(0, HELD, 0);
        shown.stage.passTo(at(0).plus(Duration.ofHours(47)));
        shown.see(1, HELD, 30);
        assertThat(shown.stage.diagnoses()).hasSize(1);
    }

    @Test
    void aSymptomBehindTheWatermarkCountsLikeAnyOtherAndTheDiagnosisCarriesItsTimestamp() throws Exception {
        shown.look(Shape.SUSTAINED, 1);
        shown.stage.watermark(at(1_000));
        shown.stage.send(shown.symptom("web-1", "mode", 0, ENTERED, 0), at(7));
        shown.stage.send(shown.symptom("web-1", "mode", 0, HELD, 4), at(11));
        assertThat(shown.stage.diagnoses())
                .singleElement()
                .satisfies(diagnosis -> assertThat(diagnosis.at()).isEqualTo(at(4)));
        assertThat(shown.stage.timestamps()).containsExactly(at(11).toEpochMilli());
    }
}
