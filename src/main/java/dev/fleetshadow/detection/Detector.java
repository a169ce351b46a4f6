package dev.fleetshadow.detection;

/** A trained detector that judges the deviations of one record, one number per metric, in the order it was trained. */
@FunctionalInterface
public interface Detector {

    /**
     * Judges one record.
     *
     * @param features at least as many as the detector was trained on; further ones are ignored
     */
    Opinion judge(double[] features);
}
