package dev.fleetshadow.detection;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Names the detectors that can be asked whether a low score is to be believed. */
public enum SecondOpinion {
    ONE_CLASS_SVM,
    ISOLATION_FOREST,
    NONE;

    /**
     * Trains on the imprints of one resource.
     *
     * @param imprints at least two, of equal length
     */
    Detector train(List<byte[]> imprints, long seed) {
        return switch (this) {
            case ONE_CLASS_SVM -> OneClassSvm.train(imprints, seed);
            case ISOLATION_FOREST -> IsolationForest.train(imprints, seed);
            case NONE -> throw new IllegalStateException("there is no second opinion to train");
        };
    }

    /** Reads what a detector of this kind wrote; {@code null} for none. */
    Detector read(DataInput in) throws IOException {
        return switch (this) {
            case ONE_CLASS_SVM -> OneClassSvm.readFrom(in);
            case ISOLATION_FOREST -> IsolationForest.readFrom(in);
            case NONE -> null;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
