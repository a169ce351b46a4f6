package dev.fleetshadow.detection;

/**
 * What one detector says about one record.
 *
 * @param detector name of the detector
 * @param anomalous whether it would call the record anomalous by itself
 * @param margin distance from its decision boundary, positive outside; comparable only within one model
 */
public record Opinion(String detector, boolean anomalous, double margin) {}
