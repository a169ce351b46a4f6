package dev.fleetshadow.detection;

import java.io.DataOutput;
import java.io.IOException;

/** A trained detector that judges one record by its {@link Imprint}. */
interface Detector {

    /**
     * Judges one record.
     *
     * @param imprint of at least as many metrics as the detector was trained on, in the same order; further ones are
     *     ignored
     */
    Opinion judge(byte[] imprint);

    SecondOpinion kind();

    void writeTo(DataOutput out) throws IOException;
}
